import { z } from "zod";
import { id, pageLimit } from "./fields";
import { limits } from "./limits";
import { queueQuery } from "./queue";

export const figuresQuery = queueQuery.omit({ scope: true }).extend({ limit: pageLimit });
export type FiguresQuery = z.infer<typeof figuresQuery>;

/** A second of a lecture from which on several students asked within 15 s. A question that was asked anonymously counts as one student. */
const hotMomentSchema = z.strictObject({ seconds: z.number().int().min(0), students: z.number().int().min(2) });
export type HotMoment = z.infer<typeof hotMomentSchema>;

/** The questions about a course or a video: how many wait now, and what became of those of the last 30 days. */
const figuresRowSchema = z.strictObject({
  kind: z.enum(["course", "video"]),
  /** Of the course or the video. */
  id,
  course_id: id,
  title: z.string(),
  waiting: z.number().int(),
  asked: z.number().int(),
  /** Those with an answer by staff, or by a classmate with their word for it. */
  answered: z.number().int(),
  /** Of these. Null while there are none. */
  median_first_answer_seconds: z.number().nullable(),
  /** From 0 to 1, of the answered and of those asked more than 24 hours ago; null when there are none. */
  answered_within_24h: z.number().min(0).max(1).nullable(),
  /** Of a video, up to 5, most students first. */
  moments: z.array(hotMomentSchema).max(limits.hotMomentsMax),
});
export type FiguresRow = z.infer<typeof figuresRowSchema>;

/** Courses, each before its videos. Those without any such question are left out. */
export const figuresSchema = z.strictObject({
  items: z.array(figuresRowSchema).max(limits.pageMax),
  /** Where the table goes on; absent at its end. */
  next_cursor: z.string().optional(),
});
export type Figures = z.infer<typeof figuresSchema>;
