import { commit } from "../commit";
import { read, sql, write } from "../db/sql";
import { publish } from "../events/bus";
import { courseChanged } from "../events/outbound";
import type { Handler } from "../jobs/work";
import { storage } from "../storage/storage";
import { announceVideo } from "./announce-video";
import { prepareUpload, type UploadRef } from "./prepare-upload";
import { failUpload } from "./take-upload";
import { cutOffTwice } from "./unplayable";

type Row = { course_id: string; lecturer_id: string };

/**
 * The job `process-video`: makes an upload playable (length, poster and, where needed, a converted file), then notifies the course. Runs
 * again from the start after any failure; its results keep their names.
 */
export const processVideo: Handler<"process-video"> = async ({ videoId, uploadId }, run) => {
  const [row] = await read<Row>(sql`
    SELECT v.course_id, c.lecturer_id FROM videos v JOIN courses c ON c.id = v.course_id
    WHERE v.id = ${videoId}::uuid AND v.upload_id = ${uploadId}::uuid AND v.status = 'processing' AND v.uploaded_at IS NOT NULL
      AND v.deleted_at IS NULL`);
  if (!row) return;
  const { course_id, lecturer_id } = row;
  await prepareUpload({ videoId, uploadId }, run, {
    async onProgress(percent) {
      const [video] = await write(sql`
        UPDATE videos SET percent = ${percent}::int
        WHERE id = ${videoId}::uuid AND upload_id = ${uploadId}::uuid AND status = 'processing' AND deleted_at IS NULL RETURNING 1`);
      if (video) publish([courseChanged(course_id, { videoId, userId: lecturer_id })]);
      return video !== undefined;
    },
    putInPlace: (prepared) =>
      commit(async (unit) => {
        const { count } = await unit.tx.video.updateMany({
          where: { id: videoId, uploadId, status: "processing", deletedAt: null },
          data: { ...prepared, status: "ready", percent: null, failure: null },
        });
        if (count === 0) return false;
        await announceVideo(unit, videoId);
        unit.emit(courseChanged(course_id, { videoId }));
        return true;
      }),
    async discard() {
      // The video was deleted, perhaps before these files were stored. Or another process made it ready, with the same files.
      const [video] = await read(sql`SELECT 1 FROM videos WHERE id = ${videoId}::uuid AND deleted_at IS NULL`);
      if (!video) await storage().removeAll(videoId);
    },
  });
};

/** Fails a video after the process ended twice while it worked on it. */
export const giveUpVideo = ({ videoId, uploadId }: UploadRef): Promise<void> => failUpload(videoId, uploadId, cutOffTwice);
