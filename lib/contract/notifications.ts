import { z } from "zod";
import { cursor, id, pageLimit } from "./fields";
import { limits } from "./limits";

export const notificationTypes = [
  "thread/discussion",
  "user/created",
  "user/deleted",
  "course/created",
  "video/uploaded",
  "course/announcement",
] as const;
export type NotificationType = (typeof notificationTypes)[number];

export const threadActions = [
  "thread_created",
  "message_added",
  "thread_read",
  "thread_resolved",
  "thread_answered",
  "message_endorsed",
  "message_accepted",
  "publish_asked",
] as const;
export type ThreadAction = (typeof threadActions)[number];

const time = z.iso.datetime({ precision: 3 });

const count = z.number().int().min(0).max(limits.countCap);

export const countsSchema = z
  .strictObject({ unread: count, unread_threads: count })
  .meta({ id: "Counts", description: `Exact to ${limits.countCap - 1}; ${limits.countCap} means more` });
/** Exact to 99, 100 means more. `unread` is `unread_threads` plus the unread notifications that belong to no thread. */
export type Counts = z.infer<typeof countsSchema>;

export const threadPayloadSchema = z.strictObject({
  action: z.enum(threadActions),
  threadId: z.guid(),
  videoId: z.guid().optional(),
  videoTitle: z.string().optional(),
  questionPreview: z.string().optional(),
  messagePreview: z.string().optional(),
  authorName: z.string().optional(),
  timestamp: time,
  /** The message it tells of, if it is one. */
  messageId: z.guid().optional(),
  /** The second of the video that the question is about. */
  videoTimestampSeconds: z.number().int().optional(),
  /** The recipient is the asker or staff, who may reply to a question. */
  canReply: z.literal(true).optional(),
});
export type ThreadDiscussionPayload = z.infer<typeof threadPayloadSchema>;
/** How many more people did the same on their own account within the hour without a notification each. It grows. */
const others = z.number().int().optional();
const payloadSchemas = {
  "thread/discussion": threadPayloadSchema,
  "user/created": z.strictObject({
    userId: z.guid(),
    email: z.string(),
    role: z.string(),
    userName: z.string().optional(),
    timestamp: time,
    others,
  }),
  "user/deleted": z.strictObject({ userId: z.guid(), email: z.string(), role: z.string(), timestamp: time, others }),
  "course/created": z.strictObject({
    courseId: z.guid(),
    courseTitle: z.string(),
    lecturerId: z.guid(),
    lecturerName: z.string().optional(),
    timestamp: time,
  }),
  "video/uploaded": z.strictObject({
    videoId: z.guid(),
    videoTitle: z.string(),
    courseId: z.guid(),
    courseTitle: z.string().optional(),
    lecturerId: z.guid(),
    timestamp: time,
  }),
  "course/announcement": z.strictObject({
    courseId: z.guid(),
    courseTitle: z.string(),
    threadId: z.guid(),
    title: z.string(),
    preview: z.string(),
    authorName: z.string(),
    timestamp: time,
  }),
} as const satisfies Record<NotificationType, z.ZodType>;
export type PayloadOf = { [Type in NotificationType]: z.infer<(typeof payloadSchemas)[Type]> };

/** A schema of each type of notification, with the fields of `more`. */
const ofEachType = <More extends z.ZodRawShape>(more: More) => {
  const one = <Type extends NotificationType>(type: Type) =>
    z.strictObject({
      id: z.guid(),
      type: z.literal(type),
      payload: payloadSchemas[type],
      timestamp: time,
      read: z.boolean(),
      seq: z.number().int(),
      ...more,
    });
  return z.discriminatedUnion("type", [
    one("thread/discussion"),
    one("user/created"),
    one("user/deleted"),
    one("course/created"),
    one("video/uploaded"),
    one("course/announcement"),
  ]);
};
/** A notification in its present state. `seq` is that of its last change. */
export const notificationSchema = ofEachType({}).meta({ id: "Notification" });
export type Notification = z.infer<typeof notificationSchema>;

/** A `seq` and the history it belongs to. Compare `seq` only within one `epoch`. */
export const positionSchema = z.strictObject({ seq: z.number().int(), epoch: z.string() });
export type Position = z.infer<typeof positionSchema>;
export const countsAtSchema = positionSchema.extend({ counts: countsSchema });
export type CountsAt = z.infer<typeof countsAtSchema>;
/** `GET /api/notifications/counts` */
export const countsAnswerSchema = countsSchema.extend(positionSchema.shape);
export type CountsAnswer = z.infer<typeof countsAnswerSchema>;

/** The event `notification`. */
export const notificationEventSchema = ofEachType({ epoch: z.string(), counts: countsSchema });
export type NotificationEvent = z.infer<typeof notificationEventSchema>;
/**
 * The inbox's figures for a thread, true at the `seq` they come with: the thread's unread notifications (exact to 99, 100 means more), and
 * the beginning of its present question.
 */
const inboxThreadSchema = z.strictObject({ thread_id: z.guid(), unread: count, question: z.string() });
export type InboxThread = z.infer<typeof inboxThreadSchema>;

/** `threads` comes with `group=thread`: one entry for each thread of the page. */
export const inboxPageSchema = countsAtSchema.extend({
  notifications: z.array(notificationSchema),
  threads: z.array(inboxThreadSchema).optional(),
  next_cursor: z.string().optional(),
});
export type InboxPage = z.infer<typeof inboxPageSchema>;

/**
 * The inbox's present figures for some threads, each with its newest notification and its newest unread one. Leaves out threads without a
 * listed notification.
 */
export const inboxThreadsSchema = countsAtSchema.extend({
  notifications: z.array(notificationSchema),
  threads: z.array(inboxThreadSchema),
});
export type InboxThreads = z.infer<typeof inboxThreadsSchema>;

export const listNotificationsQuery = z.object({
  filter: z.enum(["all", "unread"], 'must be "all" or "unread"').default("all"),
  type: z.enum(notificationTypes, `must be one of ${notificationTypes.join(", ")}`).optional(),
  /** `thread`: one row for each thread, its newest, and one for each notification without a thread. `limit` counts these rows. */
  group: z.literal("thread", 'must be "thread"').optional(),
  limit: pageLimit,
  cursor,
});
export type ListNotificationsQuery = z.infer<typeof listNotificationsQuery>;

const ids = z
  .array(id)
  .min(1, "must name at least one notification")
  .max(limits.idsMax, `must name at most ${limits.idsMax} notifications`);

export const inboxThreadsQuery = z.object({
  /** Separated by commas. */
  ids: z
    .string("is required")
    .max(limits.idsMax * 40, `must name at most ${limits.idsMax} threads`)
    .meta({ description: "Ids of threads, separated by commas" })
    .transform((text) => text.split(","))
    .pipe(z.array(id).max(limits.idsMax, `must name at most ${limits.idsMax} threads`)),
});
export type InboxThreadsQuery = z.infer<typeof inboxThreadsQuery>;

export const readBody = z
  .strictObject({
    ids: ids.optional(),
    thread_id: id.optional(),
    up_to_seq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  })
  .refine(
    (body) => [body.ids, body.thread_id, body.up_to_seq].filter((value) => value !== undefined).length === 1,
    "exactly one of ids, thread_id and up_to_seq is needed",
  );
export type ReadBody = z.infer<typeof readBody>;

export const unreadBody = z.strictObject({ ids });
export type UnreadBody = z.infer<typeof unreadBody>;
