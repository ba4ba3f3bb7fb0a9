import { queueScopes } from "#lib/contract/names.ts";

export type QueueScope = (typeof queueScopes)[number];

/** Which questions of the queue a page shows, as in its address. */
export type QueueView = { scope: QueueScope; courseId: string | null };

/** The view of an address. Invalid parts are left out. */
export function queueViewOf({ scope, course }: Record<string, string | string[] | undefined>): QueueView {
  const isId = typeof course === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(course);
  return { scope: queueScopes.find((name) => name === scope) ?? "all", courseId: isId ? course : null };
}

/** The address of a view. */
export function queueAddressOf({ scope, courseId }: QueueView): string {
  const query = new URLSearchParams();
  if (scope !== "all") query.set("scope", scope);
  if (courseId) query.set("course", courseId);
  return query.size === 0 ? "/dashboard" : `/dashboard?${query}`;
}

/** The REST call that answers a view's rows. */
export function queueCallOf({ scope, courseId }: QueueView, cursor: string | null): string {
  const query = new URLSearchParams();
  if (scope !== "all") query.set("scope", scope);
  if (courseId) query.set("course_id", courseId);
  if (cursor !== null) query.set("cursor", cursor);
  return query.size === 0 ? "/api/discussions/queue" : `/api/discussions/queue?${query}`;
}
