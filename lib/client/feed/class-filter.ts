import type { ClassFilter, ClassSort } from "#lib/contract/class.ts";
import { isId } from "#lib/contract/ids.ts";
import { classFilters, classSorts } from "#lib/contract/names.ts";

/** Which of a class's threads a page shows, as in its address. */
export type ClassView = { filter: ClassFilter; sort: ClassSort; videoId: string | null };

/** The view of an address. Invalid parts are left out. */
export function parseClassView(query: Record<string, string | string[] | undefined>): ClassView {
  const { video_id: video } = query;
  return {
    filter: classFilters.find((name) => name === query.filter) ?? "all",
    sort: classSorts.find((name) => name === query.sort) ?? "recent",
    videoId: isId(video) ? video : null,
  };
}

function queryOf({ filter, sort, videoId }: ClassView): URLSearchParams {
  const query = new URLSearchParams();
  if (filter !== "all") query.set("filter", filter);
  if (sort !== "recent") query.set("sort", sort);
  if (videoId) query.set("video_id", videoId);
  return query;
}

/** The address of a view. */
export function classHref(courseId: string, view: ClassView): string {
  const query = queryOf(view);
  return query.size === 0 ? `/courses/${courseId}/questions` : `/courses/${courseId}/questions?${query}`;
}

/** The REST call that answers a view's list. */
export function classApiPath(courseId: string, view: ClassView, limit: number, cursor?: string): string {
  const query = queryOf(view);
  query.set("limit", String(limit));
  if (cursor) query.set("cursor", cursor);
  return `/api/courses/${courseId}/threads?${query}`;
}
