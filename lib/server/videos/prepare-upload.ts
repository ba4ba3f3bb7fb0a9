import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Run } from "../jobs/work";
import { log } from "../log";
import { storage, workFolder } from "../storage/storage";
import { makePlayable, makePoster } from "./make-playable";
import { probe } from "./probe";
import { discardUpload, failUpload } from "./take-upload";
import { UnplayableVideo } from "./unplayable";
import { uploadName } from "./upload-address";

/** How often the progress is sent, in ms. */
const progressIntervalMs = 3000;

export type Given = { videoId: string; uploadId: string };
/** What was made of an upload, by its names in the storage. */
export type Prepared = { file: string; contentType: string; posterFile: string | null; durationSeconds: number };
/** What becomes of it. */
export type Use = {
  /** Notes and tells how far it is. @returns false when it is not wanted any more */
  tell: (percent: number) => Promise<boolean>;
  /** Puts it in place. @returns false when it is not wanted any more */
  settle: (prepared: Prepared) => Promise<boolean>;
  /** Removes what was stored of it and is not wanted. */
  drop: (prepared: Prepared) => Promise<void>;
};

/** Makes an upload playable: length, poster and, where needed, a converted file. Its results keep their names if it runs again. */
export async function prepareUpload(given: Given, { signal, isLast }: Run, use: Use): Promise<void> {
  const { videoId, uploadId } = given;
  await mkdir(workFolder(), { recursive: true, mode: 0o700 });
  // A folder of its own, because a process that lost this job without knowing may still work in another.
  const folder = await mkdtemp(join(workFolder(), `${uploadId}-`));
  try {
    await storage().withFile(uploadName(videoId, uploadId), (path) => work(path, given, { ...use, folder, signal }));
  } catch (error) {
    if (error instanceof UnplayableVideo) {
      log.info({ videoId, reason: error.message, err: error.cause }, "a video cannot be made to play");
      await failUpload(videoId, uploadId, error.message);
    } else if (isLast && !signal.aborted) {
      await failUpload(videoId, uploadId, "Something went wrong on our side while this video was prepared. Upload it again.");
      throw error;
    } else throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Work = Use & { folder: string; signal: AbortSignal };

async function work(path: string, { videoId, uploadId }: Given, { tell, settle, drop, folder, signal }: Work): Promise<void> {
  const found = await probe(path, signal);
  const gone = new AbortController();
  const ended = AbortSignal.any([signal, gone.signal]);
  const onPart = progressTeller(async (percent) => {
    if (!(await tell(percent))) gone.abort(new Error("the video is gone"));
  });
  const poster = await makePoster(path, found, { folder, signal: ended });
  const playable = await makePlayable(path, found, { folder, signal: ended, onPart }).catch((error: unknown) => {
    if (gone.signal.aborted) return null;
    throw error;
  });
  if (!playable) return;
  ended.throwIfAborted();

  const original = uploadName(videoId, uploadId);
  const file = playable.path ? `${original}${extname(playable.path)}` : original;
  const posterFile = poster && `${original}.jpg`;
  if (playable.path) await storage().put(file, { path: playable.path, mayMove: true }, playable.contentType);
  if (poster && posterFile) await storage().put(posterFile, { path: poster, mayMove: true }, "image/jpeg");
  const prepared = { file, contentType: playable.contentType, posterFile, durationSeconds: Math.round(playable.duration) };
  if (!(await settle(prepared))) return drop(prepared);
  if (playable.path) await discardUpload(videoId, uploadId);
  else await storage().settle(original);
}

/** Passes parts on as whole percents, 0 to 99, when they change and at most every `progressIntervalMs`. */
function progressTeller(tell: (percent: number) => Promise<void>): (part: number) => void {
  let last = 0;
  let at = 0;
  return (part) => {
    const percent = Math.min(99, Math.floor(part * 100));
    if (percent <= last || Date.now() - at < progressIntervalMs) return;
    last = percent;
    at = Date.now();
    // A failure to report does not stop the work.
    tell(percent).catch(() => undefined);
  };
}
