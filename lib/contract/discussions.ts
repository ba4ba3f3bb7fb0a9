import { z } from "zod";
import { code, cursor, id, pageLimit, text } from "./fields";
import { limits } from "./limits";
import { answerStates, followLevels, questionStates, visibilities } from "./names";
import { pictureIds } from "./picture-address";

export const threadStatuses = ["open", "resolved"] as const;
const statusSchema = z.enum(threadStatuses, 'must be "open" or "resolved"');
export type ThreadStatus = (typeof threadStatuses)[number];

const time = z.iso.datetime({ precision: 3 });

/** What people write, with the pictures it names. */
const withPictures = (schema: ReturnType<typeof text>) =>
  schema.refine((value) => pictureIds(value).length <= limits.imagesPerMessage, `can have at most ${limits.imagesPerMessage} pictures`);

const visibilitySchema = z.enum(visibilities, 'must be "private" or "class"');
export type Visibility = (typeof visibilities)[number];

const followSchema = z.enum(followLevels, `must be one of ${followLevels.join(", ")}`);
export type FollowLevel = (typeof followLevels)[number];

export type AnswerState = (typeof answerStates)[number];

const questionStateSchema = z.enum(questionStates, `must be one of ${questionStates.join(", ")}`);
export type QuestionState = (typeof questionStates)[number];

/** Who is answering a thread, until when. Seen by the staff of its course alone. */
export const claimSchema = z.strictObject({ user_id: z.guid(), name: z.string(), until: time }).meta({ id: "Claim" });
export type Claim = z.infer<typeof claimSchema>;

export const threadSchema = z
  .strictObject({
    id: z.guid(),
    /** Both null for an announcement to the whole course. */
    video_id: z.guid().nullable(),
    video_title: z.string().nullable(),
    course_id: z.guid(),
    video_timestamp_seconds: z.number().int().nullable(),
    /** A pseudonym while the thread is anonymous. Compare with `my_author_id`, or use `mine`. */
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
    visibility: visibilitySchema,
    kind: z.enum(["question", "announcement"]),
    /** Of an announcement. */
    title: z.string().nullable(),
    anonymous: z.boolean(),
    /** Whether it is in the queue of the staff. */
    waiting: z.boolean(),
    answer_state: z.enum(answerStates),
    accepted_message_id: z.guid().nullable(),
    /** How many others have the same question. */
    votes: z.number().int(),
    /** Until when the asker may allow that the class sees it; null for everybody else, and when nobody asked. */
    publish_asked_until: time.nullable(),
    /** Whether the caller asked it, or made the announcement. */
    mine: z.boolean(),
    /** Whether the caller has unread notifications of it. */
    unread: z.boolean(),
    voted: z.boolean(),
    follow: followSchema,
    /** The id under which the caller's messages stand in this thread. */
    my_author_id: z.guid(),
    /** For staff of the course only. */
    claim: claimSchema.nullable().optional(),
  })
  .meta({ id: "Thread" });
export type Thread = z.infer<typeof threadSchema>;
/** What differs by reader. It is left out of events that go to several people. */
const ofReader = {
  student_unread: true,
  lecturer_unread: true,
  publish_asked_until: true,
  mine: true,
  unread: true,
  voted: true,
  follow: true,
  my_author_id: true,
  claim: true,
} as const;
/** The body of `thread:updated` and `course:thread`. */
export const threadSharedSchema = threadSchema.omit(ofReader).meta({ id: "ThreadShared" });
export type ThreadShared = z.infer<typeof threadSharedSchema>;

export const messageSchema = z
  .strictObject({
    id: z.guid(),
    thread_id: z.guid(),
    author_user_id: z.guid(),
    author_name: z.string(),
    /** The part the author had in the course when writing. */
    author_role: z.enum(["student", "assistant", "lecturer", "admin"]),
    content: z.string(),
    created_at: time,
    edited_at: time.nullable(),
    /** The member of staff who vouches for it, and since when. */
    endorsed_by_name: z.string().nullable(),
    endorsed_at: time.nullable(),
  })
  .meta({ id: "Message" });
export type Message = z.infer<typeof messageSchema>;

export const threadWithMessagesSchema = threadSchema
  .extend({ messages: z.array(messageSchema), messages_cursor: z.string().optional() })
  .meta({ id: "ThreadWithMessages" });
export type ThreadWithMessages = z.infer<typeof threadWithMessagesSchema>;

export const createThreadBody = z.strictObject({
  video_id: id,
  /** Someone on the staff of the course; its owner when left out. */
  lecturer_id: id.nullish(),
  visibility: visibilitySchema.optional(),
  /** Hides the asker's name. For questions to the class only. */
  anonymous: z.boolean("must be true or false").optional(),
  question_text: withPictures(text(limits.questionMin, limits.questionMax)),
  video_timestamp_seconds: z
    .number("must be a whole number of seconds")
    .int("must be a whole number of seconds")
    .min(0, "must not be negative")
    .max(limits.secondsMax, `must be at most ${limits.secondsMax}`)
    .nullish(),
  code_snippet: code(limits.codeSnippetMax).nullish(),
});
export type CreateThreadBody = z.infer<typeof createThreadBody>;

export const messageBody = z.strictObject({ content: withPictures(text(1, limits.messageMax)) });
export type MessageBody = z.infer<typeof messageBody>;

export const replyBody = messageBody.extend({
  /** Refused unless the question waits for an answer: 409. */
  only_waiting: z.boolean("must be true or false").optional(),
});
export type ReplyBody = z.infer<typeof replyBody>;

export const readThreadBody = z.strictObject({ up_to_message_id: id.optional() });
export type ReadThreadBody = z.infer<typeof readThreadBody>;

/** One change at a time. */
export const patchThreadBody = z
  .strictObject({
    status: statusSchema.optional(),
    visibility: visibilitySchema.optional(),
    anonymous: z.boolean("must be true or false").optional(),
  })
  .refine((body) => Object.keys(body).length === 1, "exactly one of status, visibility and anonymous is needed");
export type PatchThreadBody = z.infer<typeof patchThreadBody>;

export const followBody = z.strictObject({ level: followSchema });
export type FollowBody = z.infer<typeof followBody>;

export const publishAnswerBody = z.strictObject({ allow: z.boolean("must be true or false") });
export type PublishAnswerBody = z.infer<typeof publishAnswerBody>;

/** The real asker of an anonymous thread. */
export const threadAuthorSchema = z.strictObject({ user_id: z.guid(), name: z.string() });
export type ThreadAuthor = z.infer<typeof threadAuthorSchema>;

/** Where a vote left the thread. */
export const voteSchema = z.strictObject({ votes: z.number().int(), voted: z.boolean(), follow: followSchema });
export type Vote = z.infer<typeof voteSchema>;

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
  /**
   * Only questions in this state. `waiting`: open, and the asker waits or nobody has answered. `answered`: open, and the last word is an
   * answer. `resolved`: as by `status`.
   */
  state: questionStateSchema.optional(),
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

/** The number of the caller's own threads about a video, those about no moment included, and how many are at each second, ascending. */
export const momentsSchema = z.strictObject({
  total: z.number().int(),
  moments: z.array(z.strictObject({ seconds: z.number().int(), count: z.number().int() })),
});
export type Moments = z.infer<typeof momentsSchema>;
