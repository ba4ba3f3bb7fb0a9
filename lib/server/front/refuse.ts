import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import { statusOf } from "#lib/contract/errors.ts";
import type { AppError } from "../errors";

/**
 * How long a connection whose request is not read to its end stays open, in ms. If it closed at once, the client might never see the
 * answer.
 */
export const lingerMs = 1000;

/** Whether the head says that a body follows. */
export const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A page that needs no other file, because nothing else may be answered. */
const pageOf = (title: string, sentence: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)} · Handraise</title>
<style>:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;margin:0;padding:1.5rem}</style></head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(sentence)}.</p><p><a href="/">Go to home</a></p></main></body></html>
`;

const titles: Partial<Record<AppError["code"], string>> = {
  too_many: "Too many requests",
  invalid_input: "This address does not work",
};

/**
 * Answers a request that goes no further: with the envelope of docs/contract.md section 2, or, for a page, with a small page. The rest of
 * the body is not read, and the connection closes.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, error: AppError, isPage: boolean): void {
  if (response.headersSent || response.destroyed) {
    request.destroy();
    return;
  }
  const status = statusOf[error.code];
  const text = isPage
    ? pageOf(titles[error.code] ?? STATUS_CODES[status] ?? "Error", error.message)
    : JSON.stringify({ success: false, error: error.message });
  const isUnread = hasBody(request) && !request.complete;
  response.setHeader("cache-control", "private, no-store");
  if (error.retryAfter !== undefined) response.setHeader("retry-after", error.retryAfter);
  if (isUnread) response.setHeader("connection", "close");
  response.writeHead(status, {
    "content-type": isPage ? "text/html; charset=utf-8" : "application/json",
    "content-length": Buffer.byteLength(text),
  });
  if (!isUnread) {
    response.end(request.method === "HEAD" ? undefined : text);
    return;
  }
  request.pause();
  if (request.method !== "HEAD") response.write(text);
  const timer = setTimeout(() => response.destroy(), lingerMs);
  response.once("close", () => clearTimeout(timer));
}
