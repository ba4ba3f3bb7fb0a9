import { Server } from "@tus/server";
import { uploadPath } from "#lib/contract/upload-path";
import { isAppError } from "../errors";
import { log } from "../log";
import type { Storage } from "../storage/interface";
import { storage } from "../storage/storage";
import { finishUpload } from "./take-upload";
import { uploadName, uploadTarget } from "./upload-address";

export const tusVersion = "1.0.0";

/** One for each storage: it holds the locks by which a client that comes back takes over from its own request that hangs. */
const servers = new WeakMap<Storage, Server>();

/** What answers HEAD and PATCH of an upload, once it is known who asks (serve-uploads.ts). */
export function tusServer(): Server {
  const held = servers.get(storage());
  if (held) return held;
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
    // The front has said who may read what: tus is not to say it again.
    allowedOrigins: () => false,
    exposedHeaders: ["X-Request-Id", "Retry-After"],
    onResponseError(_request, error) {
      const known = "status_code" in error ? error : null;
      if (!known && !isAppError(error)) log.error({ err: error }, "an upload failed");
      const said = known?.body.trim() || "The upload was interrupted: try again";
      return { status_code: known?.status_code ?? 500, body: JSON.stringify({ success: false, error: said }) };
    },
  } as ConstructorParameters<typeof Server>[0]);
  servers.set(storage(), server);
  return server;
}
