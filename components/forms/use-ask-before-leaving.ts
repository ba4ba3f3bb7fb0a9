import { useEffect } from "react";

/**
 * Asks before this page is left while `question` is not null: by closing or reloading it, by a link into the app, or by going back. The
 * browser words the first question itself.
 */
export function useAskBeforeLeaving(question: string | null): void {
  useEffect(() => {
    if (question === null) return;
    const stayHere = () => history.pushState(history.state, "", location.href);
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.pathname === location.pathname && link.search === location.search) return;
      if (window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Going back leads to the same page first, which leaves time to ask.
    const onBack = () => (window.confirm(question) ? history.back() : stayHere());
    stayHere();
    addEventListener("beforeunload", onUnload);
    addEventListener("popstate", onBack);
    // Runs before Next's own listener.
    document.addEventListener("click", onClick, true);
    return () => {
      removeEventListener("beforeunload", onUnload);
      removeEventListener("popstate", onBack);
      document.removeEventListener("click", onClick, true);
    };
  }, [question]);
}
