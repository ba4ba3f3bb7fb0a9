import { useMemo } from "react";
import { ApiError, api } from "#lib/client/api/api.ts";
import type { Thread, ThreadWithMessages } from "#lib/contract/discussions.ts";
import type { InvalidatedBy } from "../live/queries";
import { useLiveList } from "../live/use-live-list";

async function load(id: string): Promise<Thread | null> {
  try {
    const {
      messages: _messages,
      messages_cursor: _cursor,
      ...thread
    } = await api<ThreadWithMessages>("GET", `/api/discussions/threads/${id}?messages_limit=1`);
    return thread;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
}

/** The discussions of a list, and the one that was asked for by the address, which may be further back than the list was loaded. */
export function useLinkedThread(items: Thread[], asked: Thread | null, invalidatedBy: InvalidatedBy) {
  const { list: alone, change } = useLiveList<Thread | null>({
    queryKey: ["asked-thread", asked?.id ?? null],
    initial: asked,
    load: async () => (asked === null ? null : load(asked.id)),
    invalidatedBy,
  });
  const all = useMemo(() => (alone === null || items.some(({ id }) => id === alone.id) ? items : [...items, alone]), [items, alone]);
  /** Changes the one that was asked for, if it is this one. */
  const changeLinked = (id: string, by: Partial<Thread>) => change((linked) => (linked?.id === id ? { ...linked, ...by } : linked));
  return { all, changeLinked };
}
