import { toast } from "sonner";

/** How long an act can be taken back, in ms. */
export const undoMs = 6000;

type Act = {
  /** What the toast says was done. */
  done: string;
  /** Called once, after the time is over or when the page is left; then `leaving` is true and the request must outlive the page. */
  commit: (leaving: boolean) => Promise<void>;
  undo: () => void;
};

const open = new Set<() => Promise<void>>();

/**
 * Shows that something was done, and does it only when it can no longer be taken back: others are told of nothing that was a slip.
 * Returns how to take it back from elsewhere than the toast; false when it is too late for that.
 */
export function undoable({ done, commit, undo }: Act): () => boolean {
  let settled = false;
  const settle = <Result>(then: () => Result): Result | undefined => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    window.removeEventListener("pagehide", leave);
    open.delete(now);
    toast.dismiss(id);
    return then();
  };
  const now = async () => settle(() => commit(false));
  const leave = () => void settle(() => commit(true));
  const takeBack = () => {
    const inTime = !settled;
    settle(undo);
    return inTime;
  };
  const timer = setTimeout(now, undoMs);
  window.addEventListener("pagehide", leave);
  open.add(now);
  const id = toast(done, { duration: undoMs, action: { label: "Undo", onClick: takeBack } });
  return takeBack;
}

/** Does at once what could still be taken back: whoever signs out may do nothing afterwards. */
export async function settleAll(): Promise<void> {
  await Promise.all([...open].map((now) => now()));
}
