import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createGzip, gzip } from "node:zlib";
import type { JsonAnswer } from "../http/answer";

const gzipped = promisify(gzip);
/** Answers below this size, in bytes, are not compressed, because a packet or two hold them. */
const gzipMin = 4096;

/**
 * Writes a Response to Node's own: JSON in one piece, anything else while it is read. A client that leaves ends the reading. Compresses
 * JSON for clients that accept it, and never files.
 */
export async function sendResponse(incoming: IncomingMessage, response: ServerResponse, answer: Response): Promise<void> {
  response.statusCode = answer.status;
  const isJson = answer.headers.get("content-type")?.startsWith("application/json") ?? false;
  answer.headers.forEach((value, name) => {
    if (name !== "set-cookie") response.setHeader(name, value);
  });
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  if (isJson) response.appendHeader("vary", "Accept-Encoding");
  if (incoming.method === "HEAD" || !answer.body) {
    await answer.body?.cancel();
    response.end();
    return;
  }
  const takesGzip = isJson && acceptsGzip(incoming);
  if (isJson && answer.headers.has("content-length")) return sendWhole(response, Buffer.from(await answer.arrayBuffer()), takesGzip);
  const steps: Transform[] = takesGzip ? [createGzip({ level: 1 })] : [];
  if (takesGzip) response.setHeader("content-encoding", "gzip");
  await pipeline([Readable.fromWeb(answer.body as import("node:stream/web").ReadableStream), ...steps, response]).catch(
    (error: unknown) => {
      // The client is gone, or the reading failed halfway. The client then sees an answer without its end.
      if (!response.destroyed) response.destroy(error instanceof Error ? error : undefined);
    },
  );
}

const acceptsGzip = ({ headers }: IncomingMessage) =>
  /\bgzip\b(?!\s*;\s*q=0(?:[,\s]|\.0*(?:[,\s]|$)|$))/.test(String(headers["accept-encoding"] ?? ""));

/** Writes JSON that is no Response yet. */
export async function sendJson(incoming: IncomingMessage, response: ServerResponse, { status, headers, text }: JsonAnswer): Promise<void> {
  response.statusCode = status;
  for (const name in headers) response.setHeader(name, headers[name] ?? "");
  response.appendHeader("vary", "Accept-Encoding");
  const body = Buffer.from(text);
  response.setHeader("content-length", body.byteLength);
  if (incoming.method === "HEAD") response.end();
  else await sendWhole(response, body, acceptsGzip(incoming));
}

async function sendWhole(response: ServerResponse, body: Buffer, takesGzip: boolean): Promise<void> {
  if (!takesGzip || body.byteLength < gzipMin) {
    response.end(body);
    return;
  }
  const small = await gzipped(body, { level: 1 });
  response.setHeader("content-encoding", "gzip");
  response.setHeader("content-length", small.byteLength);
  response.end(small);
}
