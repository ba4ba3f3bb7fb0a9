import { type ErrorDetail, type Failure, statusOf } from "#lib/contract/errors.ts";
import { isUnavailable } from "../db/unavailable";
import { isAppError, unavailable } from "../errors";
import { log } from "../log";
import { frontHeaders } from "./request-context";

export const privateAnswer = { "cache-control": "private, no-store" };
/** The limits of an answer to bad input, however much of it was bad: how many faults, and the characters of each part. */
const [detailsMax, paramMax, msgMax, sentenceMax] = [20, 100, 300, 1000];
const cut = (text: string, max: number) => (text.length > max ? `${text.slice(0, max - 1).toWellFormed()}…` : text);
export const bounded = (details: ErrorDetail[]) =>
  details.slice(0, detailsMax).map(({ msg, param, location }) => ({ msg: cut(msg, msgMax), param: cut(param, paramMax), location }));

/** A verb's answer that also sets headers of the response. */
export class WithHeaders {
  readonly kind = "handraise/with-headers";
  constructor(
    readonly data: unknown,
    readonly headers: Record<string, string>,
  ) {}
}
export const isWithHeaders = (value: unknown): value is WithHeaders =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "handraise/with-headers";

/**
 * Turns a failure into an answer; nothing else does. Known failures keep their text. Unknown ones get a neutral text, and are logged with
 * their cause.
 */
export function failure(error: unknown, requestId: string, context: Record<string, unknown> = {}): Response {
  const known = isAppError(error) ? error : isUnavailable(error) ? unavailable(error) : null;
  if (known && known !== error) log.warn({ err: error, requestId, ...context }, "the database is away, or its line too long");
  if (!known) log.error({ err: error, requestId, ...context }, "unforeseen error");
  const body: Failure = {
    success: false,
    error: known ? cut(known.message, sentenceMax) : "Something went wrong on our side. Try again; if it stays, report the request id.",
  };
  if (known?.details) body.details = bounded(known.details);
  const headers: Record<string, string> = { ...privateAnswer, [frontHeaders.requestId]: requestId };
  if (known?.retryAfter) headers["retry-after"] = String(known.retryAfter);
  return jsonResponse(body, statusOf[known?.code ?? "internal"], headers);
}

/** A JSON response with its length in bytes, by which send-response.ts knows that it is complete. */
export function jsonResponse(body: unknown, status: number, headers: Record<string, string>): Response {
  const text = JSON.stringify(body);
  const own = { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) };
  return new Response(text, { status, headers: { ...headers, ...own } });
}
