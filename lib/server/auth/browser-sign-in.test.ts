import { describe, expect, it } from "vitest";
import type { Failure } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { browserSignIn } from "./browser-sign-in";

async function call(path: string, init: RequestInit = {}): Promise<{ status: number; body: Failure; type: string | null }> {
  const request = new Request(`http://localhost:8000/api/auth/${path}`, init);
  const answer = await browserSignIn(request, { params: Promise.resolve({ nextauth: path.split("/") }) });
  return { status: answer.status, body: (await answer.json()) as Failure, type: answer.headers.get("content-type") };
}
const json = (body: string): RequestInit => ({ method: "POST", headers: { "content-type": "application/json" }, body });

describe("next-auth", () => {
  it.each([
    ["GET", "signout"],
    ["POST", "signout"],
    ["GET", "signin"],
    ["POST", "signin/credentials"],
    ["GET", "error"],
    ["GET", "verify-request"],
    ["GET", "providers"],
    ["GET", "session"],
    ["POST", "session"],
    ["POST", "_log"],
    ["GET", "callback/credentials"],
    ["POST", "callback/credentials/more"],
    ["GET", "constructor"],
  ])("has nothing at %s %s", async (method, path) => {
    expect(await call(path, { method })).toMatchObject({
      status: 404,
      type: "application/json",
      body: { success: false, error: "Not found" },
    });
  });
});

describe("browserSignIn", () => {
  it.each([["{"], ["null"], ["[]"], ['"x"'], ["[".repeat(1000)]])("answers a sign-in by JSON %s with 400", async (body) => {
    expect(await call("callback/credentials", json(body))).toMatchObject({ status: 400, body: { success: false } });
  });

  it("takes no sign-in larger than one is, announced or not", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const large = `email=${"x".repeat(limits.anonymousBodyBytes)}`;
    expect(await call("callback/credentials", { method: "POST", headers: form, body: large })).toMatchObject({ status: 413 });

    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 4096;
        controller.enqueue(new Uint8Array(4096).fill(97));
      },
    });
    const streamed = { method: "POST", headers: form, body: endless, duplex: "half" } as RequestInit;

    expect(await call("callback/credentials", streamed)).toMatchObject({ status: 413 });
    expect(sent).toBeLessThan(4 * limits.anonymousBodyBytes);
  });
});
