import type { IncomingMessage, ServerResponse } from "node:http";
import { texts } from "#lib/contract/errors.ts";
import { isUpload, uploadPath } from "#lib/contract/upload-path.ts";
import { authenticate } from "../auth/authenticate";
import type { Caller } from "../caller";
import { config } from "../config";
import { consumeFor, consumerOf } from "../consume-for";
import { AppError } from "../errors";
import type { Handler } from "../front/front";
import { failure } from "../http/answer";
import { isCrossSite, usesCookie } from "../http/origins";
import { frontHeaders } from "../http/request-context";
import { storage } from "../storage/storage";
import { firstBytes } from "./first-bytes";
import { rejectionReason, sniff, sniffBytes } from "./sniff";
import { beginUpload, cancelUpload, failUpload, finishIfWhole, requireUpload, touchUpload } from "./take-upload";
import { tusServer, tusVersion } from "./tus-server";
import { type UploadTarget, uploadTarget } from "./upload-address";

/**
 * Serves uploads by tus 1.0 (https://tus.io/protocols/resumable-upload), before Next, which would buffer their bodies: here they stream to
 * the storage. The people who run the course may upload, by bearer token or session cookie. A cookie is accepted from our own origins only.
 */
export function uploadHandler(next: Handler): Handler {
  return (request, response) => (isUpload(request.url ?? "") ? serve(request, response) : next(request, response));
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = headersOf(request);
  const requestId = headers.get(frontHeaders.requestId) ?? crypto.randomUUID();
  response.setHeader("cache-control", "private, no-store");
  try {
    const target = uploadTarget(request.url ?? "");
    if (!target) throw new AppError("not_found", "Not found");
    if (request.method === "OPTIONS") return announce(response);
    if (usesCookie({ headers }) && isCrossSite({ headers })) throw new AppError("forbidden", texts.notAllowed);
    const caller = (await authenticate(headers)) as Caller;
    await consumeFor("upload", consumerOf(caller, headers.get(frontHeaders.ip) ?? "unknown"));
    if (target.uploadId === null) await createUpload(request, response, { videoId: target.videoId, headers, caller });
    else await continueUpload(request, response, { videoId: target.videoId, uploadId: target.uploadId, headers, caller });
  } catch (error) {
    const answer = failure(error, requestId, { method: request.method, path: request.url?.split("?")[0] });
    if (response.headersSent) return void response.destroy();
    // The rest of the body is not read.
    response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.text), connection: "close" });
    response.end(request.method === "HEAD" ? undefined : answer.text);
  }
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, String(value));
  return headers;
}

const tusHeaders = { "tus-resumable": tusVersion };

function announce(response: ServerResponse): void {
  response
    .writeHead(204, {
      ...tusHeaders,
      "tus-version": tusVersion,
      "tus-extension": "creation,termination",
      "tus-max-size": config().uploadMaxBytes,
    })
    .end();
}

type From = { headers: Headers; caller: Caller };

/** Ignores the file's name and type (`Upload-Metadata`). */
async function createUpload(request: IncomingMessage, response: ServerResponse, { videoId, headers, caller }: From & { videoId: string }) {
  if (request.method !== "POST") throw new AppError("method_not_allowed", "An upload is begun with POST");
  if (headers.get("tus-resumable") !== tusVersion) throw new AppError("invalid_input", `Tus-Resumable must be ${tusVersion}`);
  const uploadId = await beginUpload(videoId, headers.get("upload-length"), caller);
  response.writeHead(201, { ...tusHeaders, location: `${uploadPath}/${videoId}/${uploadId}` }).end();
}

async function continueUpload(request: IncomingMessage, response: ServerResponse, upload: From & UploadTarget & { uploadId: string }) {
  const { videoId, uploadId, headers, caller } = upload;
  // Nothing uploaded is served from here, because tus would serve it with the type that the client claimed.
  if (!["HEAD", "PATCH", "DELETE"].includes(request.method ?? ""))
    throw new AppError("method_not_allowed", "An upload takes HEAD, PATCH and DELETE");
  const { bytes, isWhole } = await requireUpload(videoId, uploadId, caller);
  if (isWhole || (request.method === "HEAD" && (await finishIfWhole(videoId, uploadId)))) {
    const isAsking = request.method === "HEAD" || headers.get("upload-offset") === String(bytes);
    if (!isAsking || request.method === "DELETE") throw new AppError("conflict", "This upload is finished: delete the video instead");
    response.writeHead(request.method === "HEAD" ? 200 : 204, { ...tusHeaders, "upload-offset": bytes, "upload-length": bytes }).end();
    return;
  }
  if (request.method === "PATCH") {
    // There was room when it began, but others have uploaded since.
    await storage().ensureSpace(Math.min(bytes, Number(headers.get("content-length")) || 0));
    await touchUpload(uploadId);
    if (headers.get("upload-offset") === "0") await requireVideoBytes(request, videoId, uploadId);
  }
  if (request.method === "DELETE") {
    await cancelUpload(videoId, uploadId);
    response.writeHead(204, tusHeaders).end();
    return;
  }
  await tusServer().handle(request, response);
}

/**
 * Refuses a file that is no video at its first bytes, and not after five gigabytes. Lets too few bytes to tell pass: processing looks
 * again.
 */
async function requireVideoBytes(request: IncomingMessage, videoId: string, uploadId: string): Promise<void> {
  const bytes = await firstBytes(request);
  if (bytes.length < sniffBytes || sniff(bytes)) return;
  const reason = rejectionReason(bytes);
  await failUpload(videoId, uploadId, reason);
  throw new AppError("invalid_input", reason);
}
