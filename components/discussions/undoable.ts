import { toast } from "sonner";

/** How long an act can be taken back, in ms. */
export const undoMs = 6000;

type Act = {
  /** What the toast says was done. */
  done: string;
  /** Called once, after the time is over or when the page is left; then `leaving` is true and the request must outlive the page. */
  commit: (leaving: boolean) => void;
  undo: () => void;
};

/** Shows that something was done, and does it only when it can no longer be taken back: others are told of nothing that was a slip. */
export function undoable({ done, commit, undo }: Act): void {
  let settled = false;
  const settle = (then: () => void) => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    window.removeEventListener("pagehide", leave);
    toast.dismiss(id);
    then();
  };
  const leave = () => settle(() => commit(true));
  const timer = setTimeout(() => settle(() => commit(false)), undoMs);
  window.addEventListener("pagehide", leave);
  const id = toast(done, { duration: undoMs, action: { label: "Undo", onClick: () => settle(undo) } });
}
