import { isId } from "#lib/contract/ids.ts";

/** `open` is that of older links: both that wait and that are answered. */
export const tabs = ["all", "unread", "open", "waiting", "answered", "resolved"] as const;
export type Tab = (typeof tabs)[number];

/** The filter of `/discussions`, as in its address. */
export type ListFilter = { tab: Tab; courseId: string | null; videoId: string | null };

/** The filter of an address. Invalid parts are left out. */
export function parseListFilter(query: Record<string, string | string[] | undefined>): ListFilter {
  const one = (name: string) => (typeof query[name] === "string" && query[name] !== "" ? query[name] : null);
  const id = (name: string) => (isId(query[name]) ? query[name] : null);
  const tab = tabs.find((name) => name === one("tab")) ?? "all";
  const courseId = id("course");
  return { tab, courseId, videoId: courseId === null ? null : id("video") };
}

/** The address of a filter. Choosing another course drops the video, which belongs to the old one. */
export function discussionsHref({ tab, courseId, videoId }: ListFilter): string {
  const query = new URLSearchParams();
  if (tab !== "all") query.set("tab", tab);
  if (courseId) query.set("course", courseId);
  if (courseId && videoId) query.set("video", videoId);
  return query.size === 0 ? "/discussions" : `/discussions?${query}`;
}

/** What the list of a tab is asked for by. */
export const tabQuery = {
  all: {},
  unread: { unread: "true" },
  open: { status: "open" },
  waiting: { state: "waiting" },
  answered: { state: "answered" },
  resolved: { state: "resolved" },
} as const satisfies Record<Tab, object>;

/** The REST call that answers a filter's list. */
export function discussionsApiPath({ tab, courseId, videoId }: ListFilter, cursor?: string, limit?: number): string {
  const query = new URLSearchParams(tabQuery[tab]);
  if (courseId) query.set("course_id", courseId);
  if (videoId) query.set("video_id", videoId);
  if (cursor) query.set("cursor", cursor);
  if (limit) query.set("limit", String(limit));
  return `/api/discussions/threads${query.size === 0 ? "" : `?${query}`}`;
}
