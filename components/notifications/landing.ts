import type { Notification } from "#lib/contract/notifications.ts";

export const threadPath = (threadId: string): string => `/discussions/threads/${threadId}`;

/** A place in a discussion: the message that was told of, else the question, and the second of the video in question. */
export type Landing = { threadId: string; messageId: string | null; second: number | null };

/** Where a notification leads within a discussion; null when it is about none. */
export function landingOf({ type, payload }: Notification): Landing | null {
  if (type === "course/announcement") return { threadId: payload.threadId, messageId: null, second: null };
  if (type !== "thread/discussion") return null;
  const { action, threadId, messageId = null, videoTimestampSeconds: second = null } = payload;
  return { threadId, messageId: action === "thread_created" ? null : messageId, second };
}

/** The id of the element where a landing ends. */
export const landingId = ({ messageId }: Pick<Landing, "messageId">): string => (messageId === null ? "question" : `message-${messageId}`);

export const landingPath = (landing: Landing): string =>
  `${threadPath(landing.threadId)}${landing.second === null ? "" : `?t=${landing.second}`}#${landingId(landing)}`;
