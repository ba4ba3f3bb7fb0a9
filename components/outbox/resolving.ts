import { useEffect, useEffectEvent } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Thread, ThreadStatus } from "#lib/contract/discussions.ts";

/** A question resolved on this screen: it can be undone, is being sent, or has been stored. */
export type Step = { at: "undoable"; undo: () => boolean } | { at: "sent" } | { at: "done"; thread: Thread };
type Steps = Readonly<Record<string, Step>>;

/** The questions that are resolved on this screen, and how far each is. `resolve-soon.ts` writes it. */
export const resolving = createStore<Steps>(() => ({}));
export const isPending = (step: Step | undefined) => step?.at === "undoable" || step?.at === "sent";

/** Leaves the question open after all. @returns false when it is resolved already, or was not resolved here */
export function cancelResolve(id: string): boolean {
  const step = resolving.getState()[id];
  return step?.at === "undoable" && step.undo();
}

/** The status to show. What was resolved here counts before the server, or the list that shows it, knows. */
export function useShownStatus({ id, status, version }: Pick<Thread, "id" | "status" | "version">): ThreadStatus {
  const step = useStore(resolving, (steps) => steps[id]);
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
    const pending = Object.entries(resolving.getState()).filter(([, step]) => isPending(step));
    follow(Object.fromEntries(pending), {});
    return resolving.subscribe((now, before) => follow(now, before));
  }, []);
}
