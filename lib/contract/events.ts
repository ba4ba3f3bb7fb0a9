import { z } from "zod";
import { messageSchema, threadSharedSchema } from "./discussions";
import { id } from "./fields";
import {
  countsAtSchema,
  type NotificationEvent,
  notificationEventSchema,
  notificationSchema,
  type Position,
  positionSchema,
} from "./notifications";

const notificationsReadSchema = countsAtSchema.extend({
  ids: z.array(z.guid()).optional(),
  threadId: z.guid().optional(),
  upToSeq: z.number().int().optional(),
  read: z.boolean(),
});
export type NotificationsRead = z.infer<typeof notificationsReadSchema>;
const notificationsRemovedSchema = countsAtSchema.extend({ ids: z.array(z.guid()) });
export type NotificationsRemoved = z.infer<typeof notificationsRemovedSchema>;
const version = z.number().int();
const threadMessageSchema = z.strictObject({ message: messageSchema, version });
export type ThreadMessage = z.infer<typeof threadMessageSchema>;
const threadUpdatedSchema = z.strictObject({ thread: threadSharedSchema });
export type ThreadUpdated = z.infer<typeof threadUpdatedSchema>;
const threadRemovedSchema = z.strictObject({ threadId: z.guid(), messageId: z.guid().optional(), version });
export type ThreadRemoved = z.infer<typeof threadRemovedSchema>;
/** Where the thread is. Who has another version missed something, and fetches it again. */
const threadHeadSchema = z.strictObject({ threadId: z.guid(), version });
export type ThreadHead = z.infer<typeof threadHeadSchema>;
/**
 * Something about a course has changed, so lists and pages that show it load again. Only ids, because not everyone who receives it may see
 * everything.
 */
const coursesChangedSchema = z.strictObject({
  courseId: z.guid(),
  videoId: z.guid().optional(),
  /** The video plays another file from now on. */
  replaced: z.literal(true).optional(),
});
export type CoursesChanged = z.infer<typeof coursesChangedSchema>;
const threadTypingSchema = z.strictObject({ threadId: z.guid(), userId: z.guid(), name: z.string() });
export type ThreadTyping = z.infer<typeof threadTypingSchema>;

const feedPosition = { courseId: z.guid(), seq: z.number().int(), epoch: z.string() };
/** A class thread that is new or changed. */
const courseThreadSchema = z.strictObject({ ...feedPosition, thread: threadSharedSchema });
export type CourseThread = z.infer<typeof courseThreadSchema>;
/** A thread that is gone, or the class's no more. */
const courseThreadRemovedSchema = z.strictObject({ ...feedPosition, threadId: z.guid() });
export type CourseThreadRemoved = z.infer<typeof courseThreadRemovedSchema>;
/** To staff only. All null: nobody is answering it any more. */
const threadClaimedSchema = z.strictObject({
  threadId: z.guid(),
  userId: z.guid().nullable(),
  name: z.string().nullable(),
  until: z.iso.datetime({ precision: 3 }).nullable(),
});
export type ThreadClaimed = z.infer<typeof threadClaimedSchema>;

const refusedSchema = z.strictObject({ ok: z.literal(false), error: z.string() });
const acceptedSchema = z.strictObject({ ok: z.literal(true) });
export type Ack<Body = object> = (z.infer<typeof acceptedSchema> & Body) | z.infer<typeof refusedSchema>;

export const syncBody = z.strictObject({
  since: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  epoch: z.string().max(100).optional(),
});
export type SyncBody = z.infer<typeof syncBody>;
/**
 * What became of the inbox, ascending by `seq`: a notification in its present state, a removed one, or the last mark-all, which is applied
 * before the rows.
 */
const inboxChangeSchema = z.union([
  notificationSchema,
  z.strictObject({ id: z.guid(), seq: z.number().int(), removed: z.literal(true) }),
  z.strictObject({ readUpTo: z.number().int(), seq: z.number().int() }),
]);
export type SyncChange = z.infer<typeof inboxChangeSchema>;
const syncDeltaSchema = countsAtSchema.extend({ mode: z.literal("delta"), changes: z.array(inboxChangeSchema) });
export type SyncDelta = z.infer<typeof syncDeltaSchema>;
/** The newest 100, newest first; older ones come by REST. */
const syncSnapshotSchema = countsAtSchema.extend({ mode: z.literal("snapshot"), notifications: z.array(notificationSchema) });
export const syncAnswerSchema = z.discriminatedUnion("mode", [syncDeltaSchema, syncSnapshotSchema]);
export type SyncAnswer = z.infer<typeof syncAnswerSchema>;

export const threadBody = z.strictObject({ threadId: id });

export const courseBody = z.strictObject({ courseId: id });
export const courseSyncBody = syncBody.extend({ courseId: id });
export type CourseSyncBody = z.infer<typeof courseSyncBody>;
const feedHead = { seq: z.number().int(), epoch: z.string() };
/** What became of the class's threads since; or, too far behind, only where the feed is now: fetch the list. */
export const courseSyncAnswerSchema = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("delta"), threads: z.array(threadSharedSchema), removed: z.array(z.guid()), ...feedHead }),
  z.strictObject({ mode: z.literal("snapshot"), ...feedHead }),
]);
export type CourseSyncAnswer = z.infer<typeof courseSyncAnswerSchema>;

/** docs/contract.md section 7, server → client. Times are ISO strings, never Dates: an emit is JSON. */
export interface ServerToClientEvents {
  pong: () => void;
  notification: (body: NotificationEvent) => void;
  "notifications:read": (body: NotificationsRead) => void;
  "notifications:removed": (body: NotificationsRemoved) => void;
  "notifications:head": (body: Position) => void;
  "thread:message": (body: ThreadMessage) => void;
  "thread:updated": (body: ThreadUpdated) => void;
  "thread:removed": (body: ThreadRemoved) => void;
  /** Our own event, after a loss only. */
  "thread:head": (body: ThreadHead) => void;
  "thread:typing": (body: ThreadTyping) => void;
  "thread:claimed": (body: ThreadClaimed) => void;
  "course:thread": (body: CourseThread) => void;
  "course:thread_removed": (body: CourseThreadRemoved) => void;
  "courses:changed": (body: CoursesChanged) => void;
  /**
   * Our own event: people whom the recipient manages changed (accounts for admins, blocks for the people concerned). It has no content; ask
   * again.
   */
  "users:changed": (body: Record<string, never>) => void;
  /** The school's name, logo or links changed. It has no content; ask again. */
  "school:changed": (body: Record<string, never>) => void;
}

/** docs/contract.md section 7, client → server. Each is answered through its ack, if there is one. */
export interface ClientToServerEvents {
  ping: (ack?: (answer: Ack) => void) => void;
  /** The ack gets the answer itself, or the error. */
  "notifications:sync": (body: SyncBody, ack?: (answer: SyncAnswer | { ok: false; error: string }) => void) => void;
  "thread:join": (body: { threadId: string }, ack?: (answer: Ack<{ version: number }>) => void) => void;
  "thread:leave": (body: { threadId: string }, ack?: (answer: Ack) => void) => void;
  "thread:typing": (body: { threadId: string }, ack?: (answer: Ack) => void) => void;
  "course:join": (body: { courseId: string }, ack?: (answer: Ack<{ seq: number; epoch: string }>) => void) => void;
  "course:leave": (body: { courseId: string }, ack?: (answer: Ack) => void) => void;
  "course:sync": (body: CourseSyncBody, ack?: (answer: CourseSyncAnswer | { ok: false; error: string }) => void) => void;
}

/** The body of each event of the server; null for none. */
export const serverEvents = {
  pong: null,
  notification: notificationEventSchema,
  "notifications:read": notificationsReadSchema,
  "notifications:removed": notificationsRemovedSchema,
  "notifications:head": positionSchema,
  "thread:message": threadMessageSchema,
  "thread:updated": threadUpdatedSchema,
  "thread:removed": threadRemovedSchema,
  "thread:head": threadHeadSchema,
  "thread:typing": threadTypingSchema,
  "thread:claimed": threadClaimedSchema,
  "course:thread": courseThreadSchema,
  "course:thread_removed": courseThreadRemovedSchema,
  "courses:changed": coursesChangedSchema,
  "users:changed": z.strictObject({}),
  "school:changed": z.strictObject({}),
} as const satisfies Record<keyof ServerToClientEvents, z.ZodType | null>;

/** The body of each event of a client, and the answer of its ack. */
export const clientEvents = {
  ping: { body: null, ack: z.union([acceptedSchema, refusedSchema]) },
  "notifications:sync": { body: syncBody, ack: z.union([syncAnswerSchema, refusedSchema]) },
  "thread:join": { body: threadBody, ack: z.union([acceptedSchema.extend({ version }), refusedSchema]) },
  "thread:leave": { body: threadBody, ack: z.union([acceptedSchema, refusedSchema]) },
  "thread:typing": { body: threadBody, ack: z.union([acceptedSchema, refusedSchema]) },
  "course:join": { body: courseBody, ack: z.union([acceptedSchema.extend(feedHead), refusedSchema]) },
  "course:leave": { body: courseBody, ack: z.union([acceptedSchema, refusedSchema]) },
  "course:sync": { body: courseSyncBody, ack: z.union([courseSyncAnswerSchema, refusedSchema]) },
} as const satisfies Record<keyof ClientToServerEvents, { body: z.ZodType | null; ack: z.ZodType }>;
