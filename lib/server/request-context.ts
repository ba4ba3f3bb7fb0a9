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
 * Headers by which the front (lib/server/front.ts) tells routes and pages what only the connection knows, and what Next keeps from pages. It removes them from what comes
 * in, so that a client cannot set them.
 */
export const frontHeaders = { requestId: "x-request-id", ip: "x-handraise-ip", path: "x-handraise-path" } as const;
