import { expect } from "vitest";
import { type ErrorCode, statusOf } from "#lib/contract/errors.ts";
import { refusalsOf } from "#lib/server/api/openapi.ts";
import type { AnySpec } from "#lib/server/api/route.ts";

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

/** Codes whose texts a route's description lists in full. Texts of the other codes name fields, sizes and times. */
const named = new Set<ErrorCode>(["unauthenticated", "forbidden", "not_found", "conflict"]);

/** Fails unless the route's description names the refusal, with the same text. */
function expectDescribed(spec: AnySpec, method: string, status: number, error: string | undefined): void {
  const refusals = refusalsOf(spec, method);
  const code = [...refusals.keys()].find((one) => statusOf[one] === status);
  expect(code, `${method} "${spec.message}" refuses with ${status}, which its description does not name: ${error}`).toBeDefined();
  const texts = (code && refusals.get(code)) ?? [];
  if (code && named.has(code) && texts.length > 0)
    expect(texts, `${method} "${spec.message}" refuses otherwise than described`).toContain(error);
}

/**
 * Calls a route handler as Next would. Checks that its answer is the envelope of docs/contract.md section 2, and that its description
 * names the refusal, if it is one.
 */
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
  const { spec } = handler as { spec?: AnySpec };
  if (spec && !answer.success) expectDescribed(spec, method, response.status, answer.error);
  return { status: response.status, body: answer, headers: response.headers };
}
