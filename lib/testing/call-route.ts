import { expect } from "vitest";

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;
export type Answer = {
  status: number;
  body: {
    success: boolean;
    error?: string;
    message?: string;
    data?: unknown;
    details?: { msg: string; param: string; location: string }[];
    next_cursor?: string;
  };
  headers: Headers;
};

export type Call = {
  token?: string | undefined;
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** Sent as JSON, unless `raw` is given. */
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

/** Calls a route handler as Next would, and checks that what it answers is the envelope of contract section 2. */
export async function callRoute(handler: unknown, method: string, call: Call = {}): Promise<Answer> {
  const headers = new Headers(call.headers);
  if (call.token !== undefined) headers.set("authorization", `Bearer ${call.token}`);
  const body = call.raw ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  if (call.body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
  const url = `http://localhost:8000/api/test?${new URLSearchParams(call.query ?? {})}`;
  const request = new Request(url, { method, headers, ...(body !== undefined && { body }) });
  if (call.raw !== undefined && !headers.has("content-type")) request.headers.delete("content-type");
  const response = await (handler as Handler)(request, { params: Promise.resolve((call.params ?? {}) as never) });
  const answer = (await response.json()) as Answer["body"];
  expect(answer.success).toBe(response.status < 400);
  if (answer.success) expect(Object.keys(answer).filter((key) => !["success", "message", "data", "next_cursor"].includes(key))).toEqual([]);
  else expect(Object.keys(answer).filter((key) => !["success", "error", "details"].includes(key))).toEqual([]);
  return { status: response.status, body: answer, headers: response.headers };
}
