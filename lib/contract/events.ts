import type { Message, ThreadShared } from "./discussions";
import type { CountsAt, NotificationEvent, Position } from "./notifications";

export type NotificationsRead = CountsAt & { ids?: string[]; threadId?: string; upToSeq?: number; read: boolean };
export type NotificationsRemoved = CountsAt & { ids: string[] };
export type ThreadMessage = { message: Message; version: number };
export type ThreadUpdated = { thread: ThreadShared };
export type ThreadRemoved = { threadId: string; messageId?: string; version: number };
export type ThreadTyping = { threadId: string; userId: string; name: string };

export type Ack<Body = object> = ({ ok: true } & Body) | { ok: false; error: string };

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
}

/** Contract section 7, client → server. Every one answers its ack, if there is one. */
export interface ClientToServerEvents {
  ping: (ack?: (answer: Ack) => void) => void;
  "thread:join": (body: { threadId: string }, ack?: (answer: Ack<{ version: number }>) => void) => void;
  "thread:leave": (body: { threadId: string }, ack?: (answer: Ack) => void) => void;
  "thread:typing": (body: { threadId: string }, ack?: (answer: Ack) => void) => void;
}
