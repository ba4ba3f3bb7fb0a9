import type { Video } from "#lib/contract/courses.ts";
import { type Sql, sql } from "../db/sql";

export type VideoRow = Omit<Video, "created_at"> & { created_at: Date };

/** `SELECT` of videos `v` that are not deleted, to be followed by a condition. */
export const selectVideos: Sql = sql`
  SELECT v.id, v.course_id, v.title, v.description, v.duration_seconds, v.status, v.created_at
  FROM videos v JOIN courses live ON live.id = v.course_id AND live.deleted_at IS NULL AND v.deleted_at IS NULL`;

/** A video as REST shows it. */
export const toVideo = (row: VideoRow): Video => ({
  id: row.id,
  course_id: row.course_id,
  title: row.title,
  description: row.description,
  duration_seconds: row.duration_seconds,
  status: row.status,
  created_at: row.created_at.toISOString(),
});
