import { type Config, config } from "../config";

/** What of the configuration says which origins are let in. */
export type Origins = Pick<Config, "ownOrigins" | "corsOrigins">;

/**
 * Whether an origin is ours, or named by `CORS_ORIGIN`. `*` allows any origin, but never with the session cookie. `null` (sandboxed frames,
 * files) is an origin like any other, and not ours.
 */
export function isAllowedOrigin(origin: string, { ownOrigins, corsOrigins }: Origins, withCookie = false): boolean {
  if (ownOrigins.includes(origin)) return true;
  return corsOrigins === "*" ? !withCookie : corsOrigins.includes(origin);
}

/** The CORS headers of an answer to `origin`. A foreign origin gets none, so its browser withholds the answer. */
export function corsHeaders(origin: string | undefined, origins: Origins = config()): Record<string, string> {
  if (origins.corsOrigins === "*") return { ...exposedHeaders, "access-control-allow-origin": "*" };
  if (!origin || !isAllowedOrigin(origin, origins)) return { vary: "Origin" };
  return { ...exposedHeaders, vary: "Origin", "access-control-allow-origin": origin, "access-control-allow-credentials": "true" };
}

/** Our headers that a foreign page may read. */
const exposedHeaders = {
  "access-control-expose-headers": "X-Request-Id, Retry-After, Location, Tus-Resumable, Upload-Offset, Upload-Length",
};

export const corsPreflight: Record<string, string> = {
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers":
    "Authorization, Content-Type, Idempotency-Key, Tus-Resumable, Upload-Length, Upload-Offset, Upload-Metadata",
  "access-control-max-age": "600",
};

/**
 * Whether the request relies on cookies, which a browser sends whichever page made it send the request. A bearer token is added on purpose.
 */
export const usesCookie = (request: { headers: Headers }) => request.headers.has("cookie") && !request.headers.has("authorization");

/** Whether a foreign page made the browser send this write. Programs send neither header. */
export function isCrossSite(request: { headers: Headers }): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return !isAllowedOrigin(origin, config(), usesCookie(request));
  const site = request.headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}
