import { actionProblem } from "#lib/client/api/problems.ts";
import type { ThreadWithMessages } from "#lib/contract/discussions.ts";
import { resolveSoon } from "../outbox/resolve-soon";
import { cancelResolve, useShownStatus } from "../outbox/resolving";
import { useReply } from "../outbox/use-reply";
import { toast } from "../ui/toast";
import { useThread } from "./use-thread";

/** A discussion in which one reads, writes and resolves, wherever it stands. `thread` has the status that is shown. */
export function useConversation(meId: string, initial: ThreadWithMessages) {
  const { dispatch, check, ...talk } = useThread(initial);
  const { send, retry, discard } = useReply({ userId: meId, threadId: initial.id, dispatch, onSettledElsewhere: check });
  const thread = { ...talk.state.thread, status: useShownStatus(talk.state.thread) };
  const write = (text: string) => {
    // An asker's message reopens the question. It comes after their own resolving, which would otherwise reach the server after it.
    if (thread.mine) cancelResolve(thread.id);
    send(text);
  };
  const reopen = async () => {
    if (!cancelResolve(thread.id)) await talk.reopen();
  };
  const resolve = () => resolveSoon(thread);
  /** Resolves or reopens, and says so when that fails. */
  const changeStatus = () => {
    if (thread.status === "open") return resolve();
    reopen().catch((error: unknown) => toast.error(actionProblem(error)));
  };
  return { ...talk, thread, write, retry, discard, resolve, reopen, changeStatus };
}
