import { uuidPattern as uuid } from "#lib/contract/ids.ts";
import { uploadPath } from "#lib/contract/upload-path.ts";
import { config } from "../config";

const pattern = new RegExp(`^${uploadPath}/(${uuid})(?:/(${uuid}))?/?$`);

export type UploadTarget = { videoId: string; uploadId: string | null };

/** The parts of an address below `uploadPath`; null for any other. Only two UUIDs can become a file name. */
export function uploadTarget(url: string): UploadTarget | null {
  const [, videoId, uploadId = null] = pattern.exec(url.split("?")[0]?.toLowerCase() ?? "") ?? [];
  return videoId === undefined ? null : { videoId, uploadId };
}

/** The name of an upload in the storage, and its id for tus. */
export const uploadName = (videoId: string, uploadId: string) => `${videoId}/${uploadId}`;

/** The contract's `upload_url`, at the address that the client itself used if that is one of ours. */
export function uploadUrl(videoId: string, headers: Headers): string {
  const { ownOrigins, publicUrl } = config();
  const host = headers.get("host");
  const used = ownOrigins.find((origin) => host !== null && new URL(origin).host === host);
  return `${used ?? publicUrl}${uploadPath}/${videoId}`;
}
