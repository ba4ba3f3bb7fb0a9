import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fetchWholePages } from "./fetch-whole-pages";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const rsc = { headers: { rsc: "1" } };
const page = (text: string) => new Response(text, { headers: { "content-type": "text/x-component" } });
/** A page whose connection breaks in the middle. */
const broken = () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("0:half"));
        controller.error(new TypeError("network error"));
      },
    }),
  );

describe("a page that the router asks for", () => {
  it("is given whole, with the address it came from", async () => {
    const answer = page("0:whole");
    Object.defineProperty(answer, "url", { value: "https://ask.example.edu/courses?_rsc=1" });
    const response = await fetchWholePages(async () => answer)("/courses", rsc);

    expect(await response.text()).toBe("0:whole");
    expect([response.url, response.redirected, response.headers.get("content-type")]).toEqual([
      "https://ask.example.edu/courses?_rsc=1",
      false,
      "text/x-component",
    ]);
  });

  it("is asked for again when it breaks off, and while no server is there", async () => {
    const answers = [async () => broken(), async () => Promise.reject(new TypeError("Failed to fetch")), async () => page("0:whole")];
    const original = vi.fn(() => answers.shift()?.() ?? Promise.reject(new Error("asked too often")));
    const response = fetchWholePages(original)("/courses", rsc);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await (await response).text()).toBe("0:whole");
    expect(original).toHaveBeenCalledTimes(3);
  });

  it("is given up with its signal", async () => {
    const control = new AbortController();
    const response = fetchWholePages(async () => Promise.reject(new TypeError("Failed to fetch")))("/courses", {
      ...rsc,
      signal: control.signal,
    });
    const outcome = expect(response).rejects.toThrow("gone on");

    await vi.advanceTimersByTimeAsync(100);
    control.abort(new Error("gone on"));
    await outcome;
  });
});

describe("fetchWholePages", () => {
  it("leaves everything else as it is: calls of ours, and what is fetched ahead", async () => {
    const away = async () => Promise.reject(new TypeError("Failed to fetch"));
    await expect(fetchWholePages(away)("/api/notifications")).rejects.toThrow("Failed to fetch");
    await expect(fetchWholePages(away)("/courses", { headers: { rsc: "1", "next-router-prefetch": "1" } })).rejects.toThrow(
      "Failed to fetch",
    );
  });
});
