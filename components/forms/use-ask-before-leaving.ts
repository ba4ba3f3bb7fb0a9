import { useEffect } from "react";
import { canLeave, questions } from "./can-leave";

/** The address whose place in the history is doubled: going back leads to the same page first, which leaves time to ask. */
let doubled: string | null = null;
let asking = 0;

function stayHere(): void {
  history.pushState(history.state, "", location.href);
  doubled = location.href;
}

function onBack(): void {
  // Elsewhere the page has been left already.
  if (doubled !== location.href) return;
  if (canLeave()) {
    doubled = null;
    history.back();
  } else stayHere();
}

const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();

function onClick(event: MouseEvent): void {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.pathname === location.pathname && link.search === location.search) return;
  if (canLeave()) return;
  event.preventDefault();
  event.stopPropagation();
}

/** @returns how to ask no more */
function ask(text: string): () => void {
  const question = { text };
  if (questions.size === 0) {
    addEventListener("beforeunload", onUnload);
    // Runs before Next's own listener.
    document.addEventListener("click", onClick, true);
  }
  questions.add(question);
  if (doubled !== location.href) stayHere();
  return () => {
    questions.delete(question);
    if (questions.size > 0) return;
    removeEventListener("beforeunload", onUnload);
    document.removeEventListener("click", onClick, true);
  };
}

/** Listens to going back as long as a part of the page may ask. The doubled place is passed over when nothing is at stake any more. */
function watchBack(): () => void {
  asking += 1;
  addEventListener("popstate", onBack);
  return () => {
    asking -= 1;
    if (asking > 0) return;
    removeEventListener("popstate", onBack);
    doubled = null;
  };
}

/**
 * Asks before this page is left while `question` is not null: by closing or reloading it, by a link or a key into the app (`canLeave`), or
 * by going back. The browser words the first question itself.
 */
export function useAskBeforeLeaving(question: string | null): void {
  useEffect(watchBack, []);
  useEffect(() => (question === null ? undefined : ask(question)), [question]);
}
