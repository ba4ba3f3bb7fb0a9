import { useEffect, useEffectEvent } from "react";
import { toast } from "sonner";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { api } from "#lib/client/api/api";
import { actionProblem, answered } from "#lib/client/api/problems";
import type { Thread, ThreadStatus } from "#lib/contract/discussions";
import { undoable } from "./undoable";

/** Resolved on this screen: to be taken back, then on its way to the server, then the server's. */
type Step = { at: "held"; takeBack: () => boolean } | { at: "sent" } | { at: "done"; thread: Thread };
type Steps = Readonly<Record<string, Step>>;

const store = createStore<Steps>(() => ({}));
const go = (id: string, step: Step) => store.setState({ [id]: step });
const forget = (id: string) => store.setState(({ [id]: _gone, ...others }) => others, true);
const isPending = (step: Step | undefined) => step?.at === "held" || step?.at === "sent";

/** Shows the question as resolved, on whichever page, and resolves it once that can no longer be taken back. */
export function resolveSoon(id: string): void {
  if (isPending(store.getState()[id])) return;
  const commit = async (keepalive: boolean) => {
    go(id, { at: "sent" });
    const answer = await api<Thread>("POST", `/api/discussions/threads/${id}/resolve`, {}, { keepalive }).catch((error: Error) => error);
    if (!(answer instanceof Error)) return go(id, { at: "done", thread: answer });
    forget(id);
    // A question that was deleted meanwhile needs none of it.
    if (answered(answer)?.status !== 404)
      toast.error("A question couldn’t be resolved", { duration: Number.POSITIVE_INFINITY, description: actionProblem(answer) });
  };
  go(id, { at: "held", takeBack: undoable({ done: "Resolved", commit, undo: () => forget(id) }) });
}

/** Leaves the question open after all. False when it is resolved already, or nobody here has resolved it. */
export function keepOpen(id: string): boolean {
  const step = store.getState()[id];
  return step?.at === "held" && step.takeBack();
}

/** The status to show: what was resolved here counts before the server has heard of it, and before the list that shows it has. */
export function useShownStatus({ id, status, version }: Pick<Thread, "id" | "status" | "version">): ThreadStatus {
  const step = useStore(store, (steps) => steps[id]);
  if (isPending(step)) return "resolved";
  return step?.at === "done" && step.thread.version > version ? step.thread.status : status;
}

type Listener = Partial<{
  /** Also for what was resolved on another page, just before this one was opened. */
  onPending: (id: string) => void;
  onDone: (thread: Thread) => void;
  /** Taken back, or not taken by the server. */
  onOpenAgain: (id: string) => void;
}>;

/** Follows the questions that are resolved on this screen, and calls the listener at each step. */
export function useResolving(listener: Listener): void {
  const follow = useEffectEvent((now: Steps, before: Steps) => {
    for (const id of new Set([...Object.keys(now), ...Object.keys(before)])) {
      const step = now[id];
      if (isPending(step) && !isPending(before[id])) listener.onPending?.(id);
      else if (step?.at === "done" && before[id]?.at !== "done") listener.onDone?.(step.thread);
      else if (!step) listener.onOpenAgain?.(id);
    }
  });
  useEffect(() => {
    const pending = Object.entries(store.getState()).filter(([, step]) => isPending(step));
    follow(Object.fromEntries(pending), {});
    return store.subscribe((now, before) => follow(now, before));
  }, []);
}
