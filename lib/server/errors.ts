import type { ErrorCode, ErrorDetail } from "#lib/contract/errors.ts";

type Extra = { details?: ErrorDetail[]; retryAfter?: number; cause?: unknown };

/** A failure that the caller may know of. `code` decides the status. `message` is what they read: what was wrong and what to do. */
export class AppError extends Error {
  /** Errors are recognised by this mark, because class identity does not survive two module graphs. */
  readonly kind = "handraise/app-error";
  readonly code: ErrorCode;
  readonly details: ErrorDetail[] | undefined;
  /** In seconds, for `too_many` and `unavailable`. */
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

/**
 * The error when the database, or a line before it, is too busy. The time to try again varies a little, so that clients do not all come
 * back at once.
 */
export const unavailable = (cause?: unknown) =>
  new AppError("unavailable", "The server is busy: try again in a moment", { retryAfter: 2 + Math.floor(Math.random() * 3), cause });

/** An error of one field of the body that the schema could not find. */
export function invalidField(param: string, msg: string): AppError {
  return new AppError("invalid_input", `${param} ${msg}`, { details: [{ msg, param, location: "body" }] });
}
