import { z } from "zod";
import type { Message, ThreadShared } from "./discussions";
import type { CountsAt, Notification, NotificationEvent, Position } from "./notifications";

export type NotificationsRead = CountsAt & { ids?: string[]; threadId?: string; upToSeq?: number; read: boolean };
export type NotificationsRemoved = CountsAt & { ids: string[] };
export type ThreadMessage = { message: Message; version: number };
export type ThreadUpdated = { thread: ThreadShared };
export type ThreadRemoved = { threadId: string; messageId?: string; version: number };
/** Something about a course is otherwise: lists and pages that show it ask again. Ids alone, since who hears it may not see everything. */
export type CoursesChanged = { courseId: string; videoId?: string };
export type ThreadTyping = { threadId: string; userId: string; name: string };

export type Ack<Body = object> = ({ ok: true } & Body) | { ok: false; error: string };

export const syncBody = z.strictObject({
  since: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  epoch: z.string().max(100).optional(),
});
export type SyncBody = z.infer<typeof syncBody>;
/**
 * What became of the inbox, ascending by `seq`: a notification as it is now, one that is gone, or the last mark-all, which is applied
 * before the rows.
 */
export type InboxChange = Notification | { id: string; seq: number; removed: true } | { readUpTo: number; seq: number };
export type SyncDelta = CountsAt & { mode: "delta"; changes: InboxChange[] };
/** The newest 100, newest first; older ones by REST. */
export type SyncSnapshot = CountsAt & { mode: "snapshot"; notifications: Notification[] };
export type SyncAnswer = SyncDelta | SyncSnapshot;

/** Contract section 7, server → client. Times are ISO strings, never Dates: an emit is JSON. */
export interface ServerToClientEvents {
  pong: () => void;
  notification: (body: NotificationEvent) => void;
  "notifications:read": (body: NotificationsRead) => void;
  "notifications:removed": (body: NotificationsRemoved) => void;
  "notifications:head": (body: Position) => void;
  "thread:message": (body: ThreadMessage) => void;
  "thread:updated": (body: ThreadUpdated) => void;
  "thread:removed": (body: ThreadRemoved) => void;
  "thread:typing": (body: ThreadTyping) => void;
  "courses:changed": (body: CoursesChanged) => void;
  /** Ours: people whom the recipient looks after changed (accounts for admins, blocks for whom they concern). Says nothing more: ask again. */
  "users:changed": (body: Record<string, never>) => void;
}

/** Contract section 7, client → server. Every one answers its ack, if there is one. */
export interface ClientToServerEvents {
  ping: (ack?: (answer: Ack) => void) => void;
  /** The ack is the answer itself, or what went wrong. */
  "notifications:sync": (body: SyncBody, ack?: (answer: SyncAnswer | { ok: false; error: string }) => void) => void;
  "thread:join": (body: { threadId: string }, ack?: (answer: Ack<{ version: number }>) => void) => void;
  "thread:leave": (body: { threadId: string }, ack?: (answer: Ack) => void) => void;
  "thread:typing": (body: { threadId: string }, ack?: (answer: Ack) => void) => void;
}
