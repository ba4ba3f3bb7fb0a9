import { pause } from "./pause";

type Fetch = typeof fetch;

/** The delays before the next attempts, in ms; the last one repeats. */
const waitsMs = [500, 1000, 2000, 3000];

/** Whether it is a request by which the router opens or reloads a page. A prefetch may fail. */
function isNavigation(init: RequestInit | undefined): boolean {
  const headers = new Headers(init?.headers);
  return headers.has("rsc") && !headers.has("next-router-prefetch") && !headers.has("next-router-segment-prefetch");
}

/**
 * A `fetch` that gives the router a whole page or nothing. Because a connection that breaks in the middle of a page would replace the one
 * on screen by an error, and a server that is away would lead to the browser's error page. With it the page on screen stays, and the next
 * one comes when the connection is back. Passes every other request on.
 * @throws what `fetch` throws for other requests; the reason of the signal
 */
export function fetchWholePages(original: Fetch): Fetch {
  return async (input, init) => {
    if (!isNavigation(init)) return original(input, init);
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await original(input, init);
        const body = await response.arrayBuffer();
        const { status, statusText, headers, url, redirected } = response;
        const whole = new Response(body, { status, statusText, headers });
        // A constructed response has neither, and the router reads both.
        return Object.defineProperties(whole, { url: { value: url }, redirected: { value: redirected } });
      } catch (error) {
        if (init?.signal?.aborted) throw error;
        await pause(waitsMs[Math.min(attempt, waitsMs.length - 1)] ?? 0, init?.signal);
      }
    }
  };
}
