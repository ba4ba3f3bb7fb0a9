import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import { commit } from "../commit";
import { read, sql, write } from "../db/sql";
import { publish } from "../events/bus";
import { courseChanged } from "../events/outbound";
import type { Handler } from "../jobs/work";
import { log } from "../log";
import { storage, workFolder } from "../storage/storage";
import { announceVideo } from "./announce-video";
import { makePlayable, makePoster } from "./make-playable";
import { probe } from "./probe";
import { discardUpload, failUpload } from "./take-upload";
import { cutOffTwice, UnplayableVideo } from "./unplayable";
import { uploadName } from "./upload-address";

/** How often the progress is sent, in ms. */
const tellEvery = 3000;

type Row = { course_id: string; lecturer_id: string };
type Given = { videoId: string; uploadId: string };

/**
 * The job `process-video`: makes an upload playable (length, poster and, where needed, a converted file), then notifies the course. Runs
 * again from the start after any failure; its results keep their names.
 */
export const processVideo: Handler<"process-video"> = async (given, { signal, isLast }) => {
  const { videoId, uploadId } = given;
  const [row] = await read<Row>(sql`
    SELECT v.course_id, c.lecturer_id FROM videos v JOIN courses c ON c.id = v.course_id
    WHERE v.id = ${videoId}::uuid AND v.upload_id = ${uploadId}::uuid AND v.status = 'processing' AND v.uploaded_at IS NOT NULL
      AND v.deleted_at IS NULL`);
  if (!row) return;
  await mkdir(workFolder(), { recursive: true, mode: 0o700 });
  // A folder of its own, because a process that lost this job without knowing may still work in another.
  const folder = await mkdtemp(join(workFolder(), `${uploadId}-`));
  try {
    await storage().withFile(uploadName(videoId, uploadId), (path) => work(path, { ...given, ...row, folder, signal }));
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
};

/** Fails a video after the process ended twice while it worked on it. */
export const giveUpVideo = ({ videoId, uploadId }: Given): Promise<void> => failUpload(videoId, uploadId, cutOffTwice);

type Work = Given & Row & { folder: string; signal: AbortSignal };

async function work(path: string, { videoId, uploadId, course_id, lecturer_id, folder, signal }: Work): Promise<void> {
  const found = await probe(path, signal);
  const gone = new AbortController();
  const ended = AbortSignal.any([signal, gone.signal]);
  const onPart = progressTeller(async (percent) => {
    const [video] = await write(sql`
      UPDATE videos SET percent = ${percent}::int
      WHERE id = ${videoId}::uuid AND upload_id = ${uploadId}::uuid AND status = 'processing' AND deleted_at IS NULL RETURNING 1`);
    if (!video) gone.abort(new Error("the video is gone"));
    else publish([courseChanged(course_id, { videoId, userId: lecturer_id })]);
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
  const isReady = await commit(async (unit) => {
    const { count } = await unit.tx.video.updateMany({
      where: { id: videoId, uploadId, status: "processing", deletedAt: null },
      data: {
        status: "ready",
        file,
        contentType: playable.contentType,
        posterFile,
        durationSeconds: Math.round(playable.duration),
        percent: null,
        failure: null,
      },
    });
    if (count === 0) return false;
    await announceVideo(unit, videoId);
    unit.emit(courseChanged(course_id, { videoId }));
    return true;
  });
  if (!isReady) {
    // The video was deleted, perhaps before these files were stored. Or another process made it ready, with the same files.
    const [video] = await read(sql`SELECT 1 FROM videos WHERE id = ${videoId}::uuid AND deleted_at IS NULL`);
    if (!video) await storage().removeAll(videoId);
    return;
  }
  if (playable.path) await discardUpload(videoId, uploadId);
  else await storage().settle(original);
}

/** Passes parts on as whole percents, 0 to 99, when they change and at most every `tellEvery` ms. */
function progressTeller(tell: (percent: number) => Promise<void>): (part: number) => void {
  let last = 0;
  let at = 0;
  return (part) => {
    const percent = Math.min(99, Math.floor(part * 100));
    if (percent <= last || Date.now() - at < tellEvery) return;
    last = percent;
    at = Date.now();
    // A failure to report does not stop the work.
    tell(percent).catch(() => undefined);
  };
}
