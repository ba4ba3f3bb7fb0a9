import { config } from "../config";

/**
 * What a page may load and do. Scripts run only with the nonce that Next puts on its own. Styles may be in attributes, because the player
 * and the toasts set them. Videos may come from any https address, because a course may name one.
 */
export function pagePolicy(nonce: string): string {
  const { dev, s3 } = config();
  // A bucket in one's own network may have no TLS.
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

/** The policy of answers that are no pages: data and files. Opened directly, they load, run and frame nothing. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** The policy of the scripts and styles of pages. It would also bind a worker among them. */
export const assetPolicy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
};
