"use client";
import { useEffect, useRef } from "react";
import { toast } from "#components/ui/toast.ts";
import { fetchWholePages } from "#lib/client/fetch-whole-pages.ts";
import { useConnection } from "../live/realtime-provider";

const toastId = "offline";

/**
 * Keeps the page when a link is followed without a network, or with the server away. Because Next would leave the app for the browser's
 * error page, and lose what was loaded. Such links stay where they are and say so until the connection is back, and a page that broke on
 * its way is asked for again.
 */
export function OfflineLinksPart() {
  const status = useConnection();
  const reachable = useRef(true);
  useEffect(() => {
    reachable.current = status !== "offline" && status !== "reconnecting";
    if (reachable.current) toast.dismiss(toastId);
  }, [status]);
  useEffect(() => {
    const original = window.fetch;
    window.fetch = fetchWholePages(original);
    return () => {
      window.fetch = original;
    };
  }, []);
  useEffect(() => {
    const stay = (event: MouseEvent) => {
      if ((navigator.onLine && reachable.current) || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
      // A link within the page.
      if (link.hash !== "" && link.pathname === location.pathname && link.search === location.search) return;
      event.preventDefault();
      event.stopPropagation();
      const reason = navigator.onLine ? "Handraise can’t be reached right now" : "You’re offline";
      toast(`${reason}. We’ll keep this page open and save your draft.`, { id: toastId });
    };
    // Runs before Next's own listener.
    document.addEventListener("click", stay, true);
    return () => document.removeEventListener("click", stay, true);
  }, []);
  return null;
}
