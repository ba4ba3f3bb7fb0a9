import { useEffect, useEffectEvent } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import { actionProblem, serverRefusal } from "#lib/client/api/problems.ts";
import type { Thread, ThreadStatus } from "#lib/contract/discussions.ts";
import { plainText } from "../ui/plain-text";
import { deferWithUndo } from "./defer-with-undo";

/** A question resolved on this screen: it can be undone, is being sent, or has been stored. */
type Step = { at: "undoable"; undo: () => boolean } | { at: "sent" } | { at: "done"; thread: Thread };
type Named = Pick<Thread, "id" | "title" | "question_text">;
/** In code points. */
const nameMax = 80;
type Steps = Readonly<Record<string, Step>>;

const store = createStore<Steps>(() => ({}));
const setStep = (id: string, step: Step) => store.setState({ [id]: step });
const removeStep = (id: string) => store.setState(({ [id]: _removed, ...others }) => others, true);
const isPending = (step: Step | undefined) => step?.at === "undoable" || step?.at === "sent";

/** As much of a question as a toast says in a line or two, in its own direction. */
function startOf({ title, question_text }: Named): string {
  const all = [...(title ?? plainText(question_text))];
  return `“\u2068${all.length > nameMax ? `${all.slice(0, nameMax).join("").trimEnd()}…` : all.join("")}\u2069”`;
}

/** Shows the question as resolved, on every page, and resolves it once that can no longer be undone. */
export function resolveSoon(thread: Named): void {
  const { id } = thread;
  if (isPending(store.getState()[id])) return;
  const commit = async (keepalive: boolean) => {
    setStep(id, { at: "sent" });
    const answer = await api<Thread>("POST", `/api/discussions/threads/${id}/resolve`, {}, { keepalive }).catch((error: Error) => error);
    if (!(answer instanceof Error)) return setStep(id, { at: "done", thread: answer });
    removeStep(id);
    // A question that was deleted meanwhile needs no message.
    if (serverRefusal(answer)?.status !== 404)
      toast.error("A question couldn’t be resolved", { duration: Number.POSITIVE_INFINITY, description: actionProblem(answer) });
  };
  setStep(id, { at: "undoable", undo: deferWithUndo({ done: "Resolved", what: startOf(thread), commit, undo: () => removeStep(id) }) });
}

/** Leaves the question open after all. @returns false when it is resolved already, or was not resolved here */
export function cancelResolve(id: string): boolean {
  const step = store.getState()[id];
  return step?.at === "undoable" && step.undo();
}

/** The status to show. What was resolved here counts before the server, or the list that shows it, knows. */
export function useShownStatus({ id, status, version }: Pick<Thread, "id" | "status" | "version">): ThreadStatus {
  const step = useStore(store, (steps) => steps[id]);
  if (isPending(step)) return "resolved";
  return step?.at === "done" && step.thread.version > version ? step.thread.status : status;
}

type Listener = Partial<{
  /** Called for questions resolved on another page as well, just before this one was opened. */
  onPending: (id: string) => void;
  onDone: (thread: Thread) => void;
  /** Called when it was undone, or refused by the server. */
  onOpenAgain: (id: string) => void;
}>;

/** Calls the listener at each step of the questions that are resolved on this screen. */
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
