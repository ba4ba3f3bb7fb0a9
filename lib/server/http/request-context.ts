import { hasCredentials } from "./credentials";

/** What routes read of a Request. A whole one costs a fifth of a reply's processor time. */
export type ApiRequest = Pick<Request, "method" | "url" | "headers"> & { readonly body: AsyncIterable<Uint8Array> | ReadableStream | null };

/** What a verb may know of the request, besides the caller and the input. */
export type RequestContext = {
  requestId: string;
  /** The client's address. Forwarded headers count only from trusted proxies. */
  ip: string;
  userAgent: string | null;
  idempotencyKey: string | null;
  /** Whether a token or session cookie came along, good or not. */
  hasCredentials: boolean;
  /** Only for answers in parts (ranges, validators). */
  headers: Headers;
  /** The body of a route that takes a file, as it comes. */
  file?: AsyncIterable<Uint8Array>;
};

/**
 * Headers in which the front (lib/server/front/front.ts) passes on what only the connection knows, and what Next keeps from pages. It
 * removes them from incoming requests, so that a client can't set them.
 */
export const frontHeaders = { requestId: "x-request-id", ip: "x-handraise-ip", path: "x-handraise-path" } as const;

/** The context of a request, from the front's headers and its own. */
export function requestContextOf(request: ApiRequest): RequestContext {
  return {
    requestId: request.headers.get(frontHeaders.requestId) ?? crypto.randomUUID(),
    ip: request.headers.get(frontHeaders.ip) ?? "unknown",
    userAgent: request.headers.get("user-agent")?.slice(0, 300) ?? null,
    idempotencyKey: request.headers.get("idempotency-key"),
    hasCredentials: hasCredentials(request.headers),
    headers: request.headers,
  };
}
