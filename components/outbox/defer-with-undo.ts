import { toast } from "#components/ui/toast.ts";

/** How long an act can be undone, in ms. */
export const undoMs = 6000;

type DeferredAction = {
  /** What was done, as the toast says it. */
  done: string;
  /** What it was done to. */
  what: string;
  /**
   * Called once, when the time is over or the page is left. In the latter case `leaving` is true, and the request must outlive the page.
   */
  commit: (leaving: boolean) => Promise<void>;
  undo: () => void;
};

const pendingCommits = new Set<() => Promise<void>>();

/**
 * Says that something was done, and does it only when it can no longer be undone, so that nobody else is notified of a slip.
 * @returns how to undo it without the toast; false when it is too late
 */
export function deferWithUndo({ done, what, commit, undo }: DeferredAction): () => boolean {
  let settled = false;
  const settle = <Result>(then: () => Result): Result | undefined => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    window.removeEventListener("pagehide", commitOnLeave);
    pendingCommits.delete(commitNow);
    toast.dismiss(id);
    return then();
  };
  const commitNow = async () => settle(() => commit(false));
  const commitOnLeave = () => void settle(() => commit(true));
  const undoInTime = () => {
    const inTime = !settled;
    settle(undo);
    return inTime;
  };
  const timer = setTimeout(commitNow, undoMs);
  window.addEventListener("pagehide", commitOnLeave);
  pendingCommits.add(commitNow);
  const id = toast(done, { description: what, duration: undoMs, action: { label: "Undo", onClick: undoInTime } });
  return undoInTime;
}

/** Does at once what could still be undone, because nothing can be done after signing out. */
export async function commitAll(): Promise<void> {
  await Promise.all([...pendingCommits].map((commitNow) => commitNow()));
}
