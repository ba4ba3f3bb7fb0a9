import { z } from "zod";
import { cursor, id, pageLimit } from "./fields";
import { limits } from "./limits";

export const notificationTypes = ["thread/discussion", "user/created", "user/deleted", "course/created", "video/uploaded"] as const;
export type NotificationType = (typeof notificationTypes)[number];

export const threadActions = ["thread_created", "message_added", "thread_read", "thread_resolved"] as const;
export type ThreadAction = (typeof threadActions)[number];

const time = z.iso.datetime({ precision: 3 });

export const countsSchema = z.strictObject({
  unread: z.number().int().min(0).max(limits.countCap),
  unread_threads: z.number().int().min(0).max(limits.countCap),
});
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
});
export type ThreadDiscussionPayload = z.infer<typeof threadPayloadSchema>;
/** `others`: so many more people did the same on their own within the hour, of whom no notification of their own tells. It grows. */
type Digest = { others?: number };
export type UserCreatedPayload = { userId: string; email: string; role: string; userName?: string; timestamp: string } & Digest;
export type UserDeletedPayload = { userId: string; email: string; role: string; timestamp: string } & Digest;
export type CourseCreatedPayload = { courseId: string; courseTitle: string; lecturerId: string; lecturerName?: string; timestamp: string };
export type VideoUploadedPayload = {
  videoId: string;
  videoTitle: string;
  courseId: string;
  courseTitle?: string;
  lecturerId: string;
  timestamp: string;
};

export type PayloadOf = {
  "thread/discussion": ThreadDiscussionPayload;
  "user/created": UserCreatedPayload;
  "user/deleted": UserDeletedPayload;
  "course/created": CourseCreatedPayload;
  "video/uploaded": VideoUploadedPayload;
};

/** A notification as it is now; `seq` is that of its last change. */
export type Notification = {
  [Type in NotificationType]: { id: string; type: Type; payload: PayloadOf[Type]; timestamp: string; read: boolean; seq: number };
}[NotificationType];

/** The history a `seq` belongs to. Compare `seq` only within one `epoch`. */
export type Position = { seq: number; epoch: string };
export type CountsAt = Position & { counts: Counts };

/** The event `notification`. */
export type NotificationEvent = Notification & { epoch: string; counts: Counts };
/**
 * What an inbox says of a thread beside its rows, true at the `seq` it comes with: how many of the thread's notifications are unread (exact to 99,
 * 100 means more), and the beginning of its question as it is now.
 */
export type InboxThread = { thread_id: string; unread: number; question: string };

/** `threads` comes with `group=thread`: one for each thread of the page. */
export type InboxPage = CountsAt & { notifications: Notification[]; threads?: InboxThread[]; next_cursor?: string };

/** What the caller's inbox says of some threads now; of each its newest notification, and its newest unread one. None of a thread it does not list. */
export type InboxThreads = CountsAt & { notifications: Notification[]; threads: InboxThread[] };

export const listNotificationsQuery = z.object({
  filter: z.enum(["all", "unread"], 'must be "all" or "unread"').default("all"),
  type: z.enum(notificationTypes, `must be one of ${notificationTypes.join(", ")}`).optional(),
  /** `thread`: one row for each thread, its newest, and a row for each notification that belongs to none; `limit` counts these. */
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
