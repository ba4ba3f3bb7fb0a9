import type { ThreadWithMessages } from "#lib/contract/discussions.ts";
import { keepOpen, resolveSoon, useShownStatus } from "../outbox/resolving";
import { useReplying } from "../outbox/use-replying";
import { useThread } from "./use-thread";

/** A discussion in which one reads, writes and resolves, wherever it stands. `thread` has the status that is shown. */
export function useTalk(meId: string, initial: ThreadWithMessages) {
  const { dispatch, check, ...talk } = useThread(initial);
  const { send, retry, discard } = useReplying({ userId: meId, threadId: initial.id, dispatch, onSettledElsewhere: check });
  const thread = { ...talk.state.thread, status: useShownStatus(talk.state.thread) };
  const write = (text: string) => {
    // An asker's message reopens the question. It comes after their own resolving, which would otherwise reach the server after it.
    if (thread.mine) keepOpen(thread.id);
    send(text);
  };
  const reopen = async () => {
    if (!keepOpen(thread.id)) await talk.reopen();
  };
  return { ...talk, thread, write, retry, discard, resolve: () => resolveSoon(thread.id), reopen };
}
