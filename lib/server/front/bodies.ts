import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { isUpload } from "#lib/contract/upload-path.ts";
import { captionsBodyBytes } from "#lib/contract/videos.ts";
import { AppError } from "../errors";
import { hasBody, lingerMs, refuse } from "./refuse";

/** The largest body of any route except uploads. Routes have lower limits of their own. */
export const bodyBytesMax = captionsBodyBytes;

/** How long a body may take to arrive, in ms. Uploads may take as long as bytes come. */
const bodyTimeoutMs = 60_000;
/** How long an upload may pause, in ms. */
const uploadIdleMs = 120_000;

/** Options of the HTTP server: 20 s and 16 KiB for what comes before a body. `disconnectSlowBodies` bounds bodies. */
export const serverOptions = { requestTimeout: 0, headersTimeout: 20_000, connectionsCheckingInterval: 5000, maxHeaderSize: 16 * 1024 };

/**
 * Calls `over` as soon as more than `maxBytes` are announced or have come, and reads no more.
 * @returns false when too much is announced already
 */
export function limitBody(request: IncomingMessage, maxBytes: number, over: () => void): boolean {
  if (!hasBody(request)) return true;
  // Some of it has come while the caller was looked up.
  let bytes = request.readableLength;
  if (Math.max(bytes, Number(request.headers["content-length"] ?? 0)) > maxBytes) {
    over();
    return false;
  }
  // Counted where the parser hands bytes over, because a later reader may buffer them all: Next holds a body that nobody reads.
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (!(chunk instanceof Uint8Array)) return push(chunk, encoding);
    const before = bytes;
    bytes += chunk.byteLength;
    if (bytes <= maxBytes) return push(chunk, encoding);
    if (before <= maxBytes) over();
    // False makes the parser stop reading from the connection.
    return false;
  };
  return true;
}

/**
 * Ends requests whose body takes more than a minute to arrive, sockets' polling included. Because Node's own `requestTimeout` has no
 * exceptions, and a lecture of some gigabytes takes longer.
 */
export function disconnectSlowBodies(http: Server, limitMs = bodyTimeoutMs, uploadMs = uploadIdleMs): void {
  http.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    if (!hasBody(request)) return;
    if (isUpload(request.url ?? "")) {
      request.setTimeout(uploadMs, () => {
        if (!request.complete) request.destroy();
      });
      // After its end the body may take a while to be stored, with no traffic on the connection.
      request.once("end", () => request.setTimeout(0));
      return;
    }
    const timer = setTimeout(() => {
      if (request.complete) return;
      const error = new AppError("timed_out", `The body took longer than ${limitMs / 1000} s to arrive`);
      refuse(request, response, error, false);
    }, limitMs);
    timer.unref();
    const done = () => clearTimeout(timer);
    // After the answer Node would read and discard the rest of a body of unknown length, for as long as it comes.
    if (request.headers["transfer-encoding"] !== undefined)
      response.once("finish", () => setTimeout(() => request.complete || request.destroy(), lingerMs).unref());
    request.once("end", done);
    request.once("close", done);
  });
}
