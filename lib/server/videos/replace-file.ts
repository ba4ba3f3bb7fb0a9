import { commit } from "../commit";
import { read, sql, write } from "../db/sql";
import { publish } from "../events/bus";
import { courseChanged } from "../events/outbound";
import type { Handler } from "../jobs/work";
import { storage } from "../storage/storage";
import { prepareUpload } from "./prepare-upload";
import { discardUpload } from "./take-upload";

type Row = { course_id: string; lecturer_id: string };
type Before = { file: string | null; poster_file: string | null };

/**
 * The job `replace-video`: makes another file of a lecture playable, and puts it in the place of the one before, which plays until then.
 * Questions, captions and the link stay as they are, and nobody is notified: the lecture is not new.
 */
export const replaceVideo: Handler<"replace-video"> = async ({ videoId, uploadId }, run) => {
  const [row] = await read<Row>(sql`
    SELECT v.course_id, c.lecturer_id FROM video_replacements r JOIN videos v ON v.id = r.video_id JOIN courses c ON c.id = v.course_id
    WHERE r.video_id = ${videoId}::uuid AND r.upload_id = ${uploadId}::uuid AND r.uploaded_at IS NOT NULL AND r.failure IS NULL
      AND v.deleted_at IS NULL`);
  if (!row) return;
  const { course_id, lecturer_id } = row;
  await prepareUpload({ videoId, uploadId }, run, {
    async onProgress(percent) {
      const [wanted] = await write(sql`
        UPDATE video_replacements SET percent = ${percent}::int
        WHERE video_id = ${videoId}::uuid AND upload_id = ${uploadId}::uuid AND failure IS NULL RETURNING 1`);
      if (wanted) publish([courseChanged(course_id, { videoId, userId: lecturer_id })]);
      return wanted !== undefined;
    },
    putInPlace: (prepared) =>
      commit(async ({ tx, emit, enqueue }) => {
        const [before] = await tx.$queryRaw<Before[]>`
          SELECT file, poster_file FROM videos WHERE id = ${videoId}::uuid AND status = 'ready' AND deleted_at IS NULL FOR UPDATE`;
        if (!before) return false;
        const [wanted] = await tx.$queryRaw<{ upload_bytes: bigint | null; uploaded_at: Date }[]>`
          DELETE FROM video_replacements WHERE video_id = ${videoId}::uuid AND upload_id = ${uploadId}::uuid AND failure IS NULL
          RETURNING upload_bytes, uploaded_at`;
        if (!wanted) return false;
        await tx.video.update({
          where: { id: videoId },
          data: { ...prepared, uploadId, uploadBytes: wanted.upload_bytes, uploadedAt: wanted.uploaded_at },
        });
        const names = [before.file, before.poster_file].filter((name) => name !== null);
        await enqueue("remove-files", { videoId, names });
        emit(courseChanged(course_id, { videoId, replaced: true }));
        return true;
      }),
    async discard({ file, posterFile }) {
      const [video] = await read<{ upload_id: string | null }>(
        sql`SELECT upload_id FROM videos WHERE id = ${videoId}::uuid AND deleted_at IS NULL`,
      );
      if (!video) return storage().removeAll(videoId);
      // Another process put it in place, with the same files.
      if (video.upload_id === uploadId) return;
      await storage().remove(file);
      if (posterFile) await storage().remove(posterFile);
      await discardUpload(videoId, uploadId);
    },
  });
};

/** The job `remove-files`: removes files that a lecture plays no more. Those of the demo data are elsewhere, and stay. */
export const removeReplaced: Handler<"remove-files"> = async ({ videoId, names }) => {
  const [now] = await read<Before>(sql`SELECT file, poster_file FROM videos WHERE id = ${videoId}::uuid`);
  for (const name of names)
    if (name.startsWith(`${videoId}/`) && name !== now?.file && name !== now?.poster_file) await storage().remove(name);
};
