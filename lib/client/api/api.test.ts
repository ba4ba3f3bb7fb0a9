import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, api, apiPage, onSignedOut } from "./api";

const answer = (body: unknown, status = 200, headers = {}) =>
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers })),
  );
const sent = () => vi.mocked(fetch).mock.calls[0] ?? [];
afterEach(() => vi.unstubAllGlobals());

describe("a call", () => {
  it("answers the data, and sends the body and the key", async () => {
    answer({ success: true, message: "Created", data: { id: 1 } }, 201);
    expect(await api("POST", "/api/x", { a: 1 }, { idempotencyKey: "k" })).toEqual({ id: 1 });
    expect(sent()).toMatchObject([
      "/api/x",
      { method: "POST", body: '{"a":1}', headers: { "content-type": "application/json", "idempotency-key": "k" } },
    ]);
  });

  it("answers a page with where it goes on", async () => {
    answer({ success: true, message: "Things", data: [1, 2], next_cursor: "c" });
    expect(await apiPage<number>("/api/x")).toEqual({ items: [1, 2], next_cursor: "c" });
  });

  it("fails with what the server said", async () => {
    const details = [{ msg: "must not be empty", param: "content", location: "body" }];
    answer({ success: false, error: "Invalid input", details }, 400, { "x-request-id": "r1" });
    const error = await api("POST", "/api/x", {}).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, message: "Invalid input", details, requestId: "r1" });
  });

  it("fails readably when something else answers, or nothing", async () => {
    answer("<html>Bad Gateway</html>", 502);
    await expect(api("GET", "/api/x")).rejects.toMatchObject({ status: 502, message: "The server couldn’t answer. Try again." });
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("Failed to fetch")));
    await expect(api("GET", "/api/x")).rejects.toMatchObject({ status: 0, message: "No connection to the server" });
  });

  it("tells when we are signed out", async () => {
    const told = vi.fn();
    const stop = onSignedOut(told);

    answer({ success: false, error: "Authentication required" }, 401);
    await expect(api("GET", "/api/x")).rejects.toMatchObject({ status: 401 });

    stop();
    await expect(api("GET", "/api/x")).rejects.toMatchObject({ status: 401 });
    expect(told).toHaveBeenCalledTimes(1);
  });
});
