import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import type { JobRun } from "../jobs/work";
import { log } from "../log";
import { storage, workFolder } from "../storage/storage";
import { makePlayable, makePoster } from "./make-playable";
import { probe } from "./probe";
import { discardUpload, failUpload } from "./take-upload";
import { UnplayableVideo } from "./unplayable";
import { uploadName } from "./upload-address";

/** How often the progress is sent, in ms. */
const progressIntervalMs = 3000;

export type UploadRef = { videoId: string; uploadId: string };
/** What was made of an upload, by its names in the storage. */
export type Prepared = { file: string; contentType: string; posterFile: string | null; durationSeconds: number };
/** What becomes of it. */
export type UploadSteps = {
  /** Notes and tells how far it is. @returns false when it is not wanted any more */
  onProgress: (percent: number) => Promise<boolean>;
  /** Puts it in place. @returns false when it is not wanted any more */
  putInPlace: (prepared: Prepared) => Promise<boolean>;
  /** Removes what was stored of it and is not wanted. */
  discard: (prepared: Prepared) => Promise<void>;
};

/** Makes an upload playable: length, poster and, where needed, a converted file. Its results keep their names if it runs again. */
export async function prepareUpload(upload: UploadRef, { signal, isLast }: JobRun, use: UploadSteps): Promise<void> {
  const { videoId, uploadId } = upload;
  await mkdir(workFolder(), { recursive: true, mode: 0o700 });
  // A folder of its own, because a process that lost this job without knowing may still work in another.
  const folder = await mkdtemp(join(workFolder(), `${uploadId}-`));
  try {
    await storage().withFile(uploadName(videoId, uploadId), (path) => work(path, upload, { ...use, folder, signal }));
  } catch (error) {
    if (error instanceof UnplayableVideo) {
      log.info({ videoId, reason: error.message, err: error.cause }, "a video can’t be made playable");
      await failUpload(videoId, uploadId, error.message);
    } else if (isLast && !signal.aborted) {
      await failUpload(videoId, uploadId, "Something went wrong on our side while this video was prepared. Upload it again.");
      throw error;
    } else throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Work = UploadSteps & { folder: string; signal: AbortSignal };

async function work(
  path: string,
  { videoId, uploadId }: UploadRef,
  { onProgress, putInPlace, discard, folder, signal }: Work,
): Promise<void> {
  const found = await probe(path, signal);
  const controller = new AbortController();
  const ended = AbortSignal.any([signal, controller.signal]);
  const report = throttledProgress(async (percent) => {
    if (!(await onProgress(percent))) controller.abort(new Error("the video is gone"));
  });
  const poster = await makePoster(path, found, { folder, signal: ended });
  const playable = await makePlayable(path, found, { folder, signal: ended, onProgress: report }).catch((error: unknown) => {
    if (controller.signal.aborted) return null;
    throw error;
  });
  if (!playable) return;
  ended.throwIfAborted();

  const original = uploadName(videoId, uploadId);
  const file = playable.path ? `${original}${extname(playable.path)}` : original;
  const posterFile = poster && `${original}.jpg`;
  if (playable.path) await storage().put(file, { path: playable.path, canMove: true }, playable.contentType);
  if (poster && posterFile) await storage().put(posterFile, { path: poster, canMove: true }, "image/jpeg");
  const prepared = { file, contentType: playable.contentType, posterFile, durationSeconds: Math.round(playable.duration) };
  if (!(await putInPlace(prepared))) return discard(prepared);
  if (playable.path) await discardUpload(videoId, uploadId);
  else await storage().dropUploadMetadata(original);
}

/** Passes parts on as whole percents, 0 to 99, when they change and at most every `progressIntervalMs`. */
function throttledProgress(reportProgress: (percent: number) => Promise<void>): (part: number) => void {
  let last = 0;
  let at = 0;
  return (part) => {
    const percent = Math.min(99, Math.floor(part * 100));
    if (percent <= last || Date.now() - at < progressIntervalMs) return;
    last = percent;
    at = Date.now();
    // A failure to report does not stop the work.
    reportProgress(percent).catch(() => undefined);
  };
}
