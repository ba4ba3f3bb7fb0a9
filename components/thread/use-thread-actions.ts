import { type Dispatch, useCallback, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { loadingProblem } from "#lib/client/api/problems.ts";
import type { ThreadAction } from "#lib/client/thread/thread-state.ts";
import type { Message, Thread, ThreadWithMessages } from "#lib/contract/discussions.ts";
import { useResolving } from "../outbox/resolving";
import type { ThreadFlag } from "./use-thread-flag";

type Options = { id: string; path: string; olderCursor: string | null; dispatch: Dispatch<ThreadAction>; flag: ThreadFlag };

/** What can be done with a thread and its messages. Each throws ApiError, but for `loadOlder`, which says what went wrong in `older`. */
export function useThreadActions({ id, path, olderCursor, dispatch, flag: { newCountNow, take } }: Options) {
  const [older, setOlder] = useState<{ loading: boolean; problem: string | null }>({ loading: false, problem: null });
  const loadOlder = async (messages: number) => {
    if (olderCursor === null) return;
    setOlder({ loading: true, problem: null });
    try {
      const call = `${path}?messages_limit=${messages}&messages_cursor=${encodeURIComponent(olderCursor)}`;
      const page = await api<ThreadWithMessages>("GET", call);
      dispatch({ type: "older", messages: page.messages, cursor: page.messages_cursor });
      setOlder({ loading: false, problem: null });
    } catch (error) {
      setOlder({ loading: false, problem: loadingProblem(error) });
    }
  };
  const read = useCallback(
    async (upTo: string) => {
      const before = newCountNow();
      take(await api<Thread>("POST", `${path}/read`, { up_to_message_id: upTo }), before);
    },
    [path, newCountNow, take],
  );
  const edit = useCallback(
    async (message: Message, content: string) => {
      dispatch({ type: "edited", message: await api<Message>("PATCH", `/api/discussions/messages/${message.id}`, { content }) });
    },
    [dispatch],
  );
  const remove = useCallback(
    async (message: Message) => {
      await api<null>("DELETE", `/api/discussions/messages/${message.id}`);
      dispatch({ type: "deleted", messageId: message.id });
    },
    [dispatch],
  );
  useResolving({ onDone: (thread) => thread.id === id && dispatch({ type: "answered", thread }) });
  const reopen = async () => dispatch({ type: "answered", thread: await api<Thread>("POST", `${path}/reopen`, {}) });
  const removeThread = () => api<null>("DELETE", path);
  return { older, loadOlder, read, edit, remove, reopen, removeThread };
}
