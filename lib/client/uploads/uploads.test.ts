import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onSignedOut } from "../api/api";
import type { Destination, TransferEvents, Transport } from "./tus-transport";
import { createUploads } from "./uploads";

const given = { videoId: "v1", courseId: "c1", userId: "u1", title: "Graphs", endpoint: "/api/uploads" };
const fileOf = (text: string, name = "graphs.mp4") => new File([text], name, { lastModified: 1 });

/** A transport that only notes its attempts. The test calls their events. */
function fakeTransport() {
  const attempts: { to: Destination; events: TransferEvents; stopped: boolean }[] = [];
  const transport: Transport = (_file, to, events) => {
    const attempt = { to, events, stopped: false };
    attempts.push(attempt);
    return () => {
      attempt.stopped = true;
    };
  };
  const last = () => {
    const attempt = attempts.at(-1);
    if (!attempt) throw new Error("nothing was sent yet");
    return attempt;
  };
  return { attempts, transport, last };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

describe("an upload", () => {
  it("goes on by itself from where it was cut, as often as it takes, and forgets what is done", () => {
    const { attempts, transport, last } = fakeTransport();
    const uploads = createUploads(transport);
    const done = vi.fn();

    uploads.onDone(done);
    uploads.start(given, fileOf("0123456789"));
    expect(last().to).toEqual({ endpoint: "/api/uploads" });

    last().events.located("/api/uploads/v1");
    last().events.progress(0);
    last().events.progress(4);

    for (let cut = 1; cut <= 20; cut++) {
      last().events.failed(0, "");
      expect(uploads.store.getState().v1).toMatchObject({ state: "waiting", sent: 4 });
      vi.advanceTimersByTime(15_000);
      expect(attempts).toHaveLength(cut + 1);
      expect(last().to).toEqual({ location: "/api/uploads/v1" });
    }

    window.dispatchEvent(new Event("offline"));
    expect(last().stopped).toBe(true);
    expect(uploads.store.getState().v1?.state).toBe("waiting");

    window.dispatchEvent(new Event("online"));
    expect(uploads.store.getState().v1?.state).toBe("uploading");

    last().events.done();
    expect(done.mock.calls).toEqual([[expect.objectContaining({ videoId: "v1", title: "Graphs" })]]);
    expect(uploads.store.getState()).toEqual({});
    expect(localStorage).toHaveLength(0);
  });

  it("takes a connection on which nothing moves for dead", () => {
    const { attempts, transport, last } = fakeTransport();
    const uploads = createUploads(transport);

    uploads.start(given, fileOf("0123456789"));
    last().events.progress(1);
    vi.advanceTimersByTime(30_000);

    expect(attempts[0]?.stopped).toBe(true);

    vi.advanceTimersByTime(500);
    expect(attempts).toHaveLength(2);
  });

  it("is there after the page was closed, and goes on with the same file alone", () => {
    const first = fakeTransport();
    const before = createUploads(first.transport);

    before.start(given, fileOf("0123456789"));
    first.last().events.located("/api/uploads/v1");
    first.last().events.progress(6);
    before.pause("v1");

    expect(first.last().stopped).toBe(true);

    const { transport, last } = fakeTransport();
    const uploads = createUploads(transport);

    uploads.restore("somebody else");
    expect(uploads.store.getState()).toEqual({});

    uploads.restore("u1");
    expect(uploads.store.getState().v1).toMatchObject({ state: "file-needed", title: "Graphs", sent: 6 });
    expect(uploads.resumeWithFile("v1", fileOf("01234"))).toBe("That’s a different file. Choose graphs.mp4, unchanged.");
    expect(uploads.resumeWithFile("v1", fileOf("0123456789"))).toBeNull();
    expect(last().to).toEqual({ location: "/api/uploads/v1" });
  });

  it("begins anew what the server cleared away meanwhile, but takes nobody's place who came after", () => {
    const { transport, last } = fakeTransport();
    const uploads = createUploads(transport);

    uploads.start(given, fileOf("0123456789"));
    last().events.located("/api/uploads/old");
    last().events.progress(6);
    uploads.pause("v1");
    uploads.resume("v1");
    last().events.failed(404, "");
    vi.advanceTimersByTime(500);

    expect(last().to).toEqual({ endpoint: "/api/uploads" });
    expect(uploads.store.getState().v1).toMatchObject({ state: "uploading", sent: 0 });

    last().events.located("/api/uploads/new");
    last().events.progress(0);
    last().events.progress(3);
    last().events.failed(404, "");

    expect(uploads.store.getState().v1?.state).toBe("failed");
  });

  it("tells what the server has against the file, and tries no more by itself", () => {
    const { attempts, transport, last } = fakeTransport();
    const uploads = createUploads(transport);

    uploads.start(given, fileOf("0123456789"));
    last().events.failed(413, JSON.stringify({ success: false, error: "A video may have at most 5 GB" }));
    expect(uploads.store.getState().v1).toMatchObject({ state: "failed", problem: "A video may have at most 5 GB" });

    vi.advanceTimersByTime(120_000);
    expect(attempts).toHaveLength(1);

    uploads.cancel("v1");
    expect(localStorage).toHaveLength(0);
  });

  it("gives up on a server that cannot, until it is asked to try again", () => {
    const { attempts, transport, last } = fakeTransport();
    const uploads = createUploads(transport);

    uploads.start(given, fileOf("0123456789"));
    for (let answer = 0; answer < 6; answer++) {
      last().events.failed(503, "");
      vi.advanceTimersByTime(15_000);
    }

    expect(attempts).toHaveLength(6);
    expect(uploads.store.getState().v1?.state).toBe("failed");

    uploads.resume("v1");
    expect(attempts).toHaveLength(7);
    expect(uploads.store.getState().v1).toMatchObject({ state: "uploading", problem: null });
  });

  it("stops, and can go on later, when the session has ended", () => {
    const { transport, last } = fakeTransport();
    const uploads = createUploads(transport);
    const told = vi.fn();
    const stop = onSignedOut(told);

    uploads.start(given, fileOf("0123456789"));
    last().events.failed(401, "");
    expect(told).toHaveBeenCalledOnce();
    expect(uploads.store.getState().v1?.state).toBe("paused");

    stop();
  });
});
