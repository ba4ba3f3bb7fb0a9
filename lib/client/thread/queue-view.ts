import { isId } from "#lib/contract/ids.ts";
import { queueScopes } from "#lib/contract/names.ts";

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
