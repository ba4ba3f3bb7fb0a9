import type { ServerResponse } from "node:http";
import { remember } from "../remember";

/** The ids of page requests that failed because the database was busy or away, until their head is sent. */
const busy = remember("front.busy-pages", () => new Set<string>());

/** Marks a page as failed because the server is busy. Pages can't set their own status, so the front does. */
export function markBusyPage(requestId: string | null): void {
  if (requestId !== null) busy.add(requestId);
}

/** Answers 503 instead of 500 for a page that was marked as busy. */
export function answerBusyPages(response: ServerResponse, requestId: string): void {
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (!busy.has(requestId) || status !== 500) return writeHead(status, ...rest);
    response.setHeader("retry-after", "3");
    return writeHead(503, ...rest);
  };
  response.once("close", () => busy.delete(requestId));
}
