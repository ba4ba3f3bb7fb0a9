import type { ReactNode } from "react";
import type { ExternalToast } from "sonner";

type Id = string | number;
type Kind = "message" | "error" | "success" | "loading";
type Waiting = { kind: Kind; text: ReactNode; options: ExternalToast & { id: Id } };

/** What was said before the toasts of the page were there, oldest first. */
const waiting = new Map<Id, Waiting>();
let shown: Shows | null = null;
let made = 0;

/** What shows toasts. `dismiss` without an id takes all of them away. */
export type Shows = Record<Kind, (text: ReactNode, options: Waiting["options"]) => Id> & { dismiss: (id?: Id) => unknown };

const show = (by: Shows, { kind, text, options }: Waiting) => by[kind](text, options);

function say(kind: Kind, text: ReactNode, options: ExternalToast = {}): Id {
  const id = options.id ?? `toast-${++made}`;
  const whole = { ...options, id };
  if (shown) show(shown, { kind, text, options: whole });
  else waiting.set(id, { kind, text, options: whole });
  return id;
}

/** Says something in passing, as Sonner does, which need not be loaded yet: nothing is lost, and nothing said twice. Returns its id. */
export const toast = Object.assign((text: ReactNode, options?: ExternalToast) => say("message", text, options), {
  error: (text: ReactNode, options?: ExternalToast) => say("error", text, options),
  success: (text: ReactNode, options?: ExternalToast) => say("success", text, options),
  loading: (text: ReactNode, options?: ExternalToast) => say("loading", text, options),
  dismiss(id: Id): void {
    waiting.delete(id);
    shown?.dismiss(id);
  },
});

/**
 * Shows what waits, and everything from now on. Called when Sonner's `Toaster` is on the page. Returns how to take all of them away with
 * it, because Sonner would show them again on the next page that has toasts, whoever is signed in there.
 */
export function showToasts(by: Shows): () => void {
  shown = by;
  const due = [...waiting.values()];
  waiting.clear();
  for (const one of due) show(by, one);
  return () => {
    shown = null;
    by.dismiss();
  };
}
