import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { isIP } from "node:net";
import { config } from "./config";
import { corsHeaders, corsPreflight } from "./origins";
import { frontHeaders } from "./request-facts";
import { uploadPath } from "./videos/upload-address";

const isTrusted = (address: string) => config().trustProxy.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/, "");

/** The client's address: the connection's, or, as long as that is a proxy we trust, the one before it in `X-Forwarded-For`. */
export function clientAddress(request: IncomingMessage): string {
  let address = plain(request.socket.remoteAddress ?? "unknown");
  const hops = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => isIP(hop) > 0);
  while (isIP(address) > 0 && isTrusted(address)) {
    const before = hops.pop();
    if (before === undefined) break;
    address = plain(before);
  }
  return address;
}

/**
 * What a page may load and do. Scripts run by nonce alone, which Next puts on its own; styles may stand in attributes (the player and the
 * toasts set them), videos may come from any https address, because a course may name one.
 */
function contentPolicy(nonce: string): string {
  const { dev, s3 } = config();
  // A bucket of one's own may be reached without TLS, in a house's own network.
  const bucket = s3?.endpoint?.startsWith("http:") ? ` ${new URL(s3.endpoint).origin}` : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `media-src 'self' https: blob:${bucket}`,
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const always = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
};

/** Everything that holds for every request, before Next sees it: request id, client address, CORS, security headers. */
export function front(next: RequestListener): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    const requestId = randomUUID();
    request.headers[frontHeaders.requestId] = requestId;
    request.headers[frontHeaders.ip] = clientAddress(request);
    request.headers[frontHeaders.path] = request.url ?? "/";
    response.setHeader(frontHeaders.requestId, requestId);
    for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
    if (config().publicUrl.startsWith("https:")) response.setHeader("strict-transport-security", "max-age=31536000; includeSubDomains");

    const path = request.url?.split("?")[0] ?? "/";
    if (path.startsWith("/api/")) {
      for (const [name, value] of Object.entries(corsHeaders(request.headers.origin))) response.setHeader(name, value);
      // tus has an OPTIONS of its own, which browsers never send by themselves.
      const isTus = path.startsWith(`${uploadPath}/`) && request.headers["access-control-request-method"] === undefined;
      if (request.method === "OPTIONS" && !isTus) {
        const allowed = response.hasHeader("access-control-allow-origin");
        response.writeHead(204, allowed ? corsPreflight : {}).end();
        return;
      }
    } else if (!path.startsWith("/_next/static/")) {
      const policy = contentPolicy(randomBytes(16).toString("base64"));
      // Next reads the nonce from the request's policy and puts it on its scripts.
      request.headers["content-security-policy"] = policy;
      response.setHeader("content-security-policy", policy);
      response.setHeader("cache-control", "private, no-store");
    }
    next(request, response);
  };
}
