import { Server } from "@tus/server";
import { uploadPath } from "#lib/contract/upload-path.ts";
import { isAppError } from "../errors";
import { log } from "../log";
import type { Storage } from "../storage/interface";
import { storage } from "../storage/storage";
import { finishUpload } from "./take-upload";
import { uploadName, uploadTarget } from "./upload-address";

export const tusVersion = "1.0.0";

/** One server for each storage. It holds the locks by which a client that comes back takes over from its own hanging request. */
const servers = new WeakMap<Storage, Server>();

/** Answers HEAD and PATCH of an upload, after the caller is known (serve-uploads.ts). */
export function tusServer(): Server {
  const running = servers.get(storage());
  if (running) return running;
  const server = new Server({
    path: uploadPath,
    datastore: storage().uploads,
    getFileIdFromRequest: (request) => {
      const target = uploadTarget(new URL(request.url).pathname);
      return target?.uploadId ? uploadName(target.videoId, target.uploadId) : undefined;
    },
    async onUploadFinish(request) {
      const target = uploadTarget(new URL(request.url).pathname);
      if (target?.uploadId) await finishUpload(target.videoId, target.uploadId);
      return {};
    },
    // Our front end sets the CORS headers, so tus must not.
    allowedOrigins: () => false,
    exposedHeaders: ["X-Request-Id", "Retry-After"],
    onResponseError(_request, error) {
      const known = "status_code" in error ? error : null;
      if (!known && !isAppError(error)) log.error({ err: error }, "an upload failed");
      const message = known?.body.trim() || "The upload was interrupted: try again";
      return { status_code: known?.status_code ?? 500, body: JSON.stringify({ success: false, error: message }) };
    },
  } as ConstructorParameters<typeof Server>[0]);
  servers.set(storage(), server);
  return server;
}
