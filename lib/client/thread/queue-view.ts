import { isId } from "#lib/contract/ids.ts";
import { queueScopes } from "#lib/contract/names.ts";
import type { Notification, ThreadDiscussionPayload } from "#lib/contract/notifications.ts";

export type QueueScope = (typeof queueScopes)[number];

/** Which questions of the queue a page shows, as in its address. */
export type QueueView = { scope: QueueScope; courseId: string | null; videoId: string | null };

/** The view of an address. Invalid parts are left out. */
export const parseQueueView = ({ scope, course, video }: Record<string, string | string[] | undefined>): QueueView => ({
  scope: queueScopes.find((name) => name === scope) ?? "all",
  courseId: isId(course) ? course : null,
  videoId: isId(video) ? video : null,
});

/** The address of a view. */
export function queueHref({ scope, courseId, videoId }: QueueView): string {
  const query = new URLSearchParams();
  if (scope !== "all") query.set("scope", scope);
  if (courseId) query.set("course", courseId);
  if (videoId) query.set("video", videoId);
  return query.size === 0 ? "/dashboard" : `/dashboard?${query}`;
}

/** The REST call that answers a view's rows. */
export function queueApiPath({ scope, courseId, videoId }: QueueView, cursor: string | null): string {
  const query = new URLSearchParams();
  if (scope !== "all") query.set("scope", scope);
  if (courseId) query.set("course_id", courseId);
  if (videoId) query.set("video_id", videoId);
  if (cursor !== null) query.set("cursor", cursor);
  return query.size === 0 ? "/api/discussions/queue" : `/api/discussions/queue?${query}`;
}

/** The acts that put a question into the queue, or give one there another text. */
const actsOfAskers: readonly string[] = ["thread_created", "message_added"] satisfies ThreadDiscussionPayload["action"][];

/**
 * What a notification tells of a question that a view of the queue may show; null for what can't come into it.
 * @param videoIds the videos of the course that is shown; empty where several are
 */
export function questionFor(
  { scope, courseId, videoId }: QueueView,
  videoIds: ReadonlySet<string>,
  { type, payload }: Pick<Notification, "type" | "payload">,
): ThreadDiscussionPayload | null {
  if (type !== "thread/discussion") return null;
  const discussion = payload as ThreadDiscussionPayload;
  // Announcements, and questions of a class in which the reader is a student.
  if (!actsOfAskers.includes(discussion.action) || !discussion.canReply) return null;
  // Nobody has claimed it yet.
  if (scope === "mine" && discussion.action === "thread_created") return null;
  if (videoId !== null) return discussion.videoId === videoId ? discussion : null;
  const isElsewhere = discussion.videoId !== undefined && !videoIds.has(discussion.videoId);
  return isElsewhere && (courseId !== null || videoIds.size > 0) ? null : discussion;
}
