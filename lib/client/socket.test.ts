import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onSignedOut } from "./api/api";
import { retryDelay } from "./backoff";
import { outOfDate } from "./out-of-date";
import { createSocket } from "./socket";
import { fakeFetch, fakeSocket } from "./testing";

type Options = { auth: (send: (auth: { protocol: number; token?: string }) => void) => void };
const wire = vi.hoisted(() => ({ io: (_options: unknown): unknown => undefined }));
vi.mock("socket.io-client", () => ({ io: (options: unknown) => wire.io(options) }));

const me = "00000000-0000-4000-8000-000000000001";
let tokens = 0;
let answer: () => unknown;
let calls: unknown[];
let signedOut: ReturnType<typeof vi.fn>;
let unlisten: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  tokens = 0;
  answer = () => ({ user: { id: me }, tokens: { access_token: `token ${++tokens}`, expires_in: 900 } });
  const fetching = fakeFetch(() => answer());
  calls = fetching.calls;
  vi.stubGlobal("fetch", fetching.fetch);
  signedOut = vi.fn();
  unlisten = onSignedOut(signedOut as () => void);
});
afterEach(() => {
  unlisten();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** `handshake` gives what the page sends when it connects. */
function begin() {
  const fake = fakeSocket();
  const connect = vi.fn();
  const disconnect = vi.fn();
  let options: Options | undefined;
  wire.io = (given) => {
    options = given as Options;
    return Object.assign(fake.socket, { active: false, connect, disconnect });
  };
  const { close } = createSocket(me);
  const handshake = () => new Promise<{ token?: string }>((resolve) => options?.auth(resolve));
  return { ...fake, connect, disconnect, close, handshake };
}
const refuse = (message: string) => new Error(message);

describe("a handshake", () => {
  it("brings one token until it is refused or runs out", async () => {
    const { handshake, receive, connect } = begin();
    expect(await Promise.all([handshake(), handshake()])).toEqual([
      { protocol: 2, token: "token 1" },
      { protocol: 2, token: "token 1" },
    ]);
    expect(calls).toHaveLength(1);

    receive("connect_error", refuse("Invalid token"));
    await vi.advanceTimersByTimeAsync(2000);
    expect(connect).toHaveBeenCalledTimes(1);
    expect(await handshake()).toEqual({ protocol: 2, token: "token 2" });

    await vi.advanceTimersByTimeAsync(900_000);
    expect(await handshake()).toEqual({ protocol: 2, token: "token 3" });
  });

  it("that finds the session ended tells so and is not repeated", async () => {
    const { handshake, receive, connect } = begin();
    answer = () => Response.json({ success: false, error: "Invalid token" }, { status: 401 });
    expect(await handshake()).toEqual({ protocol: 2 });

    receive("connect_error", refuse("Authentication required"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(signedOut).toHaveBeenCalledTimes(1);
    expect(connect).not.toHaveBeenCalled();
  });

  it("that finds somebody else signed in counts as signed out", async () => {
    const { handshake } = begin();
    answer = () => ({ user: { id: "other" }, tokens: { access_token: "theirs", expires_in: 900 } });
    expect(await handshake()).toEqual({ protocol: 2 });
    expect(signedOut).toHaveBeenCalledTimes(1);
  });

  it("without a network is tried again for ever, ever slower", async () => {
    const { handshake, receive, connect } = begin();
    answer = () => {
      throw new TypeError("no network");
    };

    for (let tries = 1; tries < 20; tries++) {
      expect(await handshake()).toEqual({ protocol: 2 });
      receive("connect_error", refuse("Authentication required"));
      await vi.advanceTimersByTimeAsync(7500);
      expect(connect).toHaveBeenCalledTimes(tries);
    }
  });

  it("of a page that is out of date is not repeated", async () => {
    const { handshake, receive, connect } = begin();
    await handshake();
    receive("connect_error", refuse("Client out of date"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connect).not.toHaveBeenCalled();
    expect(outOfDate.getState()).toEqual({ isOutOfDate: true });
  });

  it("after a disconnect by the server asks anew", async () => {
    const { handshake, receive, connect } = begin();
    await handshake();
    receive("connect");
    receive("disconnect", "io server disconnect");
    await vi.advanceTimersByTimeAsync(0);

    expect(connect).toHaveBeenCalledTimes(1);
    expect(await handshake()).toEqual({ protocol: 2, token: "token 2" });
  });
});

describe("a socket", () => {
  it("is closed for good, also between two tries", async () => {
    const { receive, connect, disconnect, close } = begin();
    receive("connect_error", refuse("Authentication failed"));
    close();
    receive("disconnect", "io server disconnect");
    await vi.advanceTimersByTimeAsync(60_000);

    expect(disconnect).toHaveBeenCalledTimes(1);
    expect(connect).not.toHaveBeenCalled();
  });
});

describe("retryDelay", () => {
  it("goes from 1 to 5 s, spread by half", () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      const base = Math.min(5000, 1000 * 2 ** attempt);
      expect(retryDelay(attempt)).toBeGreaterThanOrEqual(base / 2);
      expect(retryDelay(attempt)).toBeLessThanOrEqual(base * 1.5);
    }
  });
});
