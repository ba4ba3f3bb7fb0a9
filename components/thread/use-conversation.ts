import { actionProblem } from "#lib/client/api/problems.ts";
import type { ThreadWithMessages } from "#lib/contract/discussions.ts";
import { cancelResolve, useShownStatus } from "../outbox/resolving";
import { useReply } from "../outbox/use-reply";
import { onDemand } from "../ui/on-demand";
import { toast } from "../ui/toast";
import { useThread } from "./use-thread";

const resolving = onDemand(() => import("../outbox/resolve-soon"));

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
  resolving.use();
  const fail = (error: unknown) => void toast.error(actionProblem(error));
  const resolve = () => void resolving.load().then((code) => code.resolveSoon(thread), fail);
  /** Resolves or reopens, and says so when that fails. */
  const changeStatus = () => (thread.status === "open" ? resolve() : void reopen().catch(fail));
  return { ...talk, thread, write, retry, discard, resolve, reopen, changeStatus };
}
