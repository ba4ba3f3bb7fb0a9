import { z } from "zod";
import { roleSchema } from "./auth";
import { code, cursor, id, pageLimit, text } from "./fields";
import { limits } from "./limits";

export const threadStatuses = ["open", "resolved"] as const;
const statusSchema = z.enum(threadStatuses, 'must be "open" or "resolved"');
export type ThreadStatus = (typeof threadStatuses)[number];

const time = z.iso.datetime({ precision: 3 });

export const threadSchema = z
  .strictObject({
    id: z.guid(),
    video_id: z.guid(),
    video_title: z.string(),
    course_id: z.guid(),
    video_timestamp_seconds: z.number().int().nullable(),
    student_id: z.guid(),
    student_name: z.string(),
    lecturer_id: z.guid(),
    lecturer_name: z.string(),
    code_snippet: z.string().nullable(),
    question_text: z.string(),
    student_unread: z.boolean(),
    lecturer_unread: z.boolean(),
    status: statusSchema,
    version: z.number().int(),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: "Thread" });
export type Thread = z.infer<typeof threadSchema>;
/** The body of `thread:updated`. Flags belong to one person, and travel with counts instead. */
export const threadSharedSchema = threadSchema.omit({ student_unread: true, lecturer_unread: true });
export type ThreadShared = z.infer<typeof threadSharedSchema>;

export const messageSchema = z
  .strictObject({
    id: z.guid(),
    thread_id: z.guid(),
    author_user_id: z.guid(),
    author_name: z.string(),
    author_role: roleSchema,
    content: z.string(),
    created_at: time,
    edited_at: time.nullable(),
  })
  .meta({ id: "Message" });
export type Message = z.infer<typeof messageSchema>;

export const threadWithMessagesSchema = threadSchema
  .extend({ messages: z.array(messageSchema), messages_cursor: z.string().optional() })
  .meta({ id: "ThreadWithMessages" });
export type ThreadWithMessages = z.infer<typeof threadWithMessagesSchema>;

export const createThreadBody = z.strictObject({
  video_id: id,
  lecturer_id: id,
  question_text: text(limits.questionMin, limits.questionMax),
  video_timestamp_seconds: z
    .number("must be a whole number of seconds")
    .int("must be a whole number of seconds")
    .min(0, "must not be negative")
    .max(limits.secondsMax, `must be at most ${limits.secondsMax}`)
    .nullish(),
  code_snippet: code(limits.codeSnippetMax).nullish(),
});
export type CreateThreadBody = z.infer<typeof createThreadBody>;

export const messageBody = z.strictObject({ content: text(1, limits.messageMax) });
export type MessageBody = z.infer<typeof messageBody>;

export const readThreadBody = z.strictObject({ up_to_message_id: id.optional() });
export type ReadThreadBody = z.infer<typeof readThreadBody>;

export const threadStatusBody = z.strictObject({ status: statusSchema });
export type ThreadStatusBody = z.infer<typeof threadStatusBody>;

export const threadParams = z.object({ id });
export type ThreadParams = z.infer<typeof threadParams>;

const second = z
  .string()
  .regex(/^\d{1,10}$/, "must be a whole number of seconds")
  .transform(Number)
  .refine((value) => value <= limits.secondsMax, `must be at most ${limits.secondsMax}`)
  .meta({ type: "integer", minimum: 0, maximum: limits.secondsMax })
  .optional();

export const listThreadsQuery = z.object({
  video_id: id.optional(),
  course_id: id.optional(),
  status: statusSchema.optional(),
  /** `true`: only threads with something that the caller has not read. */
  unread: z.literal("true", 'must be "true"').optional(),
  /** Only threads about a moment between these two seconds. */
  from_second: second,
  to_second: second,
  limit: pageLimit,
  cursor,
});
export type ListThreadsQuery = z.infer<typeof listThreadsQuery>;

export const threadQuery = z.object({
  messages_cursor: cursor,
  /** The most messages, 1 to 1,000; without it as many as possible. */
  messages_limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, `must be a whole number from 1 to ${limits.threadMessagesMax}`)
    .transform(Number)
    .refine((value) => value <= limits.threadMessagesMax, `must be a whole number from 1 to ${limits.threadMessagesMax}`)
    .meta({ type: "integer", minimum: 1, maximum: limits.threadMessagesMax })
    .optional(),
});
export type ThreadQuery = z.infer<typeof threadQuery>;

/** A thread whose student waits. `latest_message` is the student's last one. */
const queueItemSchema = threadSchema.extend({
  waiting_since: time,
  latest_message: messageSchema.pick({ id: true, content: true, created_at: true }),
});
export type QueueItem = z.infer<typeof queueItemSchema>;

export const queueQuery = z.object({ cursor });
export type QueueQuery = z.infer<typeof queueQuery>;

/** The number of the caller's own threads about a video, those about no moment included, and how many are at each second, ascending. */
export const momentsSchema = z.strictObject({
  total: z.number().int(),
  moments: z.array(z.strictObject({ seconds: z.number().int(), count: z.number().int() })),
});
export type Moments = z.infer<typeof momentsSchema>;

/** The lecturer's queue, the longest waiting first (up to 100 at a time), and how fast first answers came in the last 30 days. */
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
