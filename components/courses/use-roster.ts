import { useState } from "react";
import type { RosterEntry } from "#lib/contract/courses.ts";
import { fetchPage, type Pages } from "../live/pages";
import { usePages } from "../live/use-live-list";

export type RosterPages = Pages<RosterEntry>;

/** After the last key press so long (ms), the search begins. */
const typingRestMs = 250;
const pageSize = 50;

/** The people of a course, searched and page by page. `initial` is the first page of all of them. */
export function useRoster(courseId: string, initial: RosterPages) {
  const [query, setQuery] = useState("");
  const search = query.trim();
  const roster = usePages<RosterEntry, RosterPages>({
    queryKey: ["roster", courseId, search],
    initial,
    painted: initial,
    load: (cursor, limit) => {
      const asked = new URLSearchParams({
        limit: String(Math.max(pageSize, limit)),
        ...(search && { query: search }),
        ...(cursor && { cursor }),
      });
      return fetchPage(`/api/courses/${courseId}/roster?${asked}`);
    },
    invalidatedBy: () => false,
    restMs: typingRestMs,
  });
  const without = (id: string) => roster.change((list) => ({ ...list, items: list.items.filter((entry) => entry.id !== id) }));
  return { ...roster, query, setQuery, without };
}
