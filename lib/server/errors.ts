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

/** One field of the body at fault, found where the schema could not see it. */
export function invalidField(param: string, msg: string): AppError {
  return new AppError("invalid_input", `${param} ${msg}`, { details: [{ msg, param, location: "body" }] });
}
