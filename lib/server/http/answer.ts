import { type ErrorDetail, type Failure, statusOf } from "#lib/contract/errors.ts";
import { isUnavailable } from "../db/unavailable";
import { isAppError, unavailable } from "../errors";
import { log } from "../log";
import { frontHeaders } from "./request-context";

export const privateAnswer = { "cache-control": "private, no-store" };
/** The limits of an answer to bad input, however much of it was bad: how many faults, and the characters of each part. */
const [detailsMax, paramMax, msgMax, sentenceMax] = [20, 100, 300, 1000];
const cut = (text: string, max: number) => (text.length > max ? `${text.slice(0, max - 1).toWellFormed()}…` : text);
export const boundedDetails = (details: ErrorDetail[]) =>
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
export function failure(error: unknown, requestId: string, context: Record<string, unknown> = {}): JsonAnswer {
  const known = isAppError(error) ? error : isUnavailable(error) ? unavailable(error) : null;
  if (known && known !== error) log.warn({ err: error, requestId, ...context }, "the database is away, or its line too long");
  if (!known) log.error({ err: error, requestId, ...context }, "unforeseen error");
  const body: Failure = {
    success: false,
    error: known ? cut(known.message, sentenceMax) : "Something went wrong on our side. Try again; if it stays, report the request id.",
  };
  if (known?.details) body.details = boundedDetails(known.details);
  const headers: Record<string, string> = { ...privateAnswer, [frontHeaders.requestId]: requestId };
  if (known?.retryAfter) headers["retry-after"] = String(known.retryAfter);
  return jsonAnswer(body, statusOf[known?.code ?? "internal"], headers);
}

/** An answer before it is a Response. */
export type JsonAnswer = { status: number; headers: Record<string, string>; text: string };

export const jsonAnswer = (body: unknown, status: number, headers: Record<string, string>): JsonAnswer => ({
  status,
  headers: { ...headers, "content-type": "application/json" },
  text: JSON.stringify(body),
});

/** The Response of an answer, for Next. Making one and reading it again costs as much as the rest of a small route. */
export const toResponse = ({ status, headers, text }: JsonAnswer): Response =>
  new Response(text, { status, headers: { ...headers, "content-length": String(Buffer.byteLength(text)) } });
