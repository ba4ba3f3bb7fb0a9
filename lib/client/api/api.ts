import type { Envelope, ErrorDetail, Success } from "#lib/contract/errors.ts";
import { noteServerDate } from "./server-time";

/** A failed call. `status` is 0 when no answer came. `message` may be shown to the user. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: ErrorDetail[];
  readonly requestId: string | null;

  constructor(status: number, message: string, details: ErrorDetail[] = [], requestId: string | null = null) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.details = details;
    this.requestId = requestId;
  }
}

/** Whether the session is over. Then no retry helps before the person signs in. */
export const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.status === 401;

export type ApiOptions = {
  /** Makes a POST safe to repeat (docs/contract.md section 4). */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
};

/** How long an answer may take, in ms, because a connection may hang. */
const answerTimeoutMs = 30_000;

const signedOutListeners = new Set<() => void>();

/** Calls `listener` whenever the server no longer knows the session (401). @returns how to stop */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Does what a 401 does. For callers that learn of the session's end another way. */
export function notifySignedOut(): void {
  for (const listener of signedOutListeners) listener();
}

/**
 * Makes one call of our REST API with the session cookie.
 * @returns the envelope's `data`
 * @throws ApiError; the reason of `signal` if the caller aborted
 */
export async function api<Data>(method: string, path: string, body?: unknown, options: ApiOptions = {}): Promise<Data> {
  return (await call<Data>(method, path, body, options)).data;
}

/** One page of a list (GET). `next_cursor` is present when there is more. @throws as `api` */
export async function apiPage<Item>(path: string, options: ApiOptions = {}): Promise<{ items: Item[]; next_cursor?: string }> {
  const { data, next_cursor } = await call<Item[]>("GET", path, undefined, options);
  return { items: data, ...(next_cursor && { next_cursor }) };
}

async function call<Data>(method: string, path: string, body: unknown, options: ApiOptions): Promise<Success<Data>> {
  const { signal, keepalive = false, idempotencyKey } = options;
  const limit = AbortSignal.timeout(answerTimeoutMs);
  let response: Response;
  let envelope: Envelope<Data> | null;
  const askedAt = Date.now();
  try {
    response = await fetch(path, {
      method,
      keepalive,
      credentials: "same-origin",
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    noteServerDate(response.headers.get("date"), askedAt, Date.now());
    envelope = parse<Data>(await response.text());
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, "No connection to the server");
  }
  if (response.ok && envelope?.success) return envelope;
  if (response.status === 401) notifySignedOut();
  const requestId = response.headers.get("x-request-id");
  // A proxy may answer without the envelope, while we restart, say.
  if (!envelope || envelope.success) throw new ApiError(response.status, "The server couldn’t answer. Try again.", [], requestId);
  throw new ApiError(response.status, envelope.error, envelope.details ?? [], requestId);
}

function parse<Data>(text: string): Envelope<Data> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "success" in value ? (value as Envelope<Data>) : null;
  } catch {
    return null;
  }
}
