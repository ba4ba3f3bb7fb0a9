import type { ErrorCode, ErrorDetail } from "#lib/contract/errors";

type Extra = { details?: ErrorDetail[]; retryAfter?: number; cause?: unknown };

/** A failure the caller is told of. `code` decides the status, `message` is what they read: what was wrong and what to do. */
export class AppError extends Error {
  /** Recognised by this mark: class identity does not survive two module graphs. */
  readonly kind = "handraise/app-error";
  readonly code: ErrorCode;
  readonly details: ErrorDetail[] | undefined;
  /** Seconds, for `too_many` and `unavailable`. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, extra: Extra = {}) {
    super(message, { cause: extra.cause });
    this.code = code;
    this.details = extra.details;
    this.retryAfter = extra.retryAfter;
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && "kind" in error && error.kind === "handraise/app-error";
}

/** What a client is told when the database, or a line before it, has no time for them. It comes again by itself, spread a little. */
export const unavailable = (cause?: unknown) =>
  new AppError("unavailable", "The server is busy: try again in a moment", { retryAfter: 2 + Math.floor(Math.random() * 3), cause });

/** One field of the body at fault, found where the schema could not see it. */
export function invalidField(param: string, msg: string): AppError {
  return new AppError("invalid_input", `${param} ${msg}`, { details: [{ msg, param, location: "body" }] });
}
