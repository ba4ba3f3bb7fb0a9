import { z } from "zod";
import { messageBody, messageSchema, threadSchema } from "./discussions";
import { cursor, id, text } from "./fields";
import { limits } from "./limits";
import { queueScopes } from "./names";

const time = z.iso.datetime({ precision: 3 });

/** A thread whose student waits. `latest_message` is the student's last one. */
const queueItemSchema = threadSchema.extend({
  waiting_since: time,
  latest_message: messageSchema.pick({ id: true, content: true, created_at: true }),
  /**
   * The waiting questions that ask the same, `id` being the one that waits longest, where the queue is longer than this answer. `more`:
   * there may be others, because not all were compared.
   */
  fold: z.strictObject({ id: z.guid(), size: z.number().int(), more: z.boolean() }).optional(),
});
export type QueueItem = z.infer<typeof queueItemSchema>;

export const queueQuery = z.object({
  course_id: id.optional(),
  video_id: id.optional(),
  /** `mine`: claimed by the caller. */
  scope: z.enum(queueScopes, `must be one of ${queueScopes.join(", ")}`).optional(),
  cursor,
});
export type QueueQuery = z.infer<typeof queueQuery>;

/** The waiting questions that ask the same as one does, itself included: the first of them, and how many there are. */
export const alikeSchema = z.strictObject({ items: z.array(queueItemSchema), size: z.number().int(), more: z.boolean() });
export type Alike = z.infer<typeof alikeSchema>;

/**
 * The queue of staff: the unanswered first, then those a classmate has answered, each the longest waiting first (up to 100), and how fast
 * first answers came in the last 30 days.
 */
export const queueSchema = z.strictObject({
  items: z.array(queueItemSchema),
  /** Where the queue goes on; absent at its end. */
  next_cursor: z.string().optional(),
  stats: z.strictObject({
    waiting: z.number().int(),
    median_first_answer_seconds: z.number().nullable(),
    p90_first_answer_seconds: z.number().nullable(),
    /** From 0 to 1; null when nothing was asked. */
    answered_within_24h: z.number().min(0).max(1).nullable(),
  }),
});
export type Queue = z.infer<typeof queueSchema>;

/** One answer to several waiting questions, to each under a key of its own. */
export const answersBody = z.strictObject({
  content: messageBody.shape.content,
  questions: z
    .array(z.strictObject({ id, key: text(1, limits.idempotencyKeyMax) }), "must be a list")
    .min(1, "must not be empty")
    .max(limits.answersPerCall, `must be at most ${limits.answersPerCall}`),
});
export type AnswersBody = z.infer<typeof answersBody>;

/** What became of each. `not_waiting`: somebody else has answered, resolved or deleted it meanwhile. `refused`: `problem` says why. */
export const answersSchema = z.array(
  z.strictObject({ id: z.guid(), outcome: z.enum(["sent", "not_waiting", "refused"]), problem: z.string().nullable() }),
);
export type Answers = z.infer<typeof answersSchema>;
