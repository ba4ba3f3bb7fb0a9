import { z } from "zod";
import { cursor, id, pageLimit } from "./fields";

const time = z.iso.datetime({ precision: 3 });

export const courseSchema = z.strictObject({
  id: z.guid(),
  title: z.string(),
  description: z.string(),
  lecturer_id: z.guid(),
  lecturer_name: z.string(),
  /** Whether the caller is enrolled; always false for lecturers and admins. */
  enrolled: z.boolean(),
  archived_at: time.nullable(),
  created_at: time,
});
export type Course = z.infer<typeof courseSchema>;

export const videoSchema = z.strictObject({
  id: z.guid(),
  course_id: z.guid(),
  title: z.string(),
  description: z.string(),
  duration_seconds: z.number().int().nullable(),
  status: z.enum(["processing", "ready", "failed"]),
  created_at: time,
});
export type Video = z.infer<typeof videoSchema>;

export const courseWithVideosSchema = courseSchema.extend({ videos: z.array(videoSchema) });
export type CourseWithVideos = z.infer<typeof courseWithVideosSchema>;

export const listCoursesQuery = z.object({ limit: pageLimit, cursor });
export type ListCoursesQuery = z.infer<typeof listCoursesQuery>;

export const idParams = z.object({ id });
export type IdParams = z.infer<typeof idParams>;
