import { hasCredentials } from "./credentials";

/** What a verb may know of the request, besides who calls and what they say. */
export type RequestContext = {
  requestId: string;
  /** The client's address as far as we believe it: forwarded headers count from trusted proxies alone. */
  ip: string;
  userAgent: string | null;
  idempotencyKey: string | null;
  /** A token or session cookie came along, good or not. */
  hasCredentials: boolean;
  /** For answers in parts (ranges, validators) alone. */
  headers: Headers;
};

/**
 * Headers by which the front (lib/server/front/front.ts) tells routes and pages what only the connection knows, and what Next keeps from pages. It removes them from what comes
 * in, so that a client cannot set them.
 */
export const frontHeaders = { requestId: "x-request-id", ip: "x-handraise-ip", path: "x-handraise-path" } as const;

/** What the front and the request itself say of it. */
export function requestContextOf(request: Request): RequestContext {
  return {
    requestId: request.headers.get(frontHeaders.requestId) ?? crypto.randomUUID(),
    ip: request.headers.get(frontHeaders.ip) ?? "unknown",
    userAgent: request.headers.get("user-agent")?.slice(0, 300) ?? null,
    idempotencyKey: request.headers.get("idempotency-key"),
    hasCredentials: hasCredentials(request.headers),
    headers: request.headers,
  };
}
