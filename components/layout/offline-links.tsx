"use client";
import { useEffect, useRef } from "react";
import { toast } from "sonner";
import { steadyFetch } from "#lib/client/steady-fetch";
import { useConnection } from "../live/realtime-provider";

const toastId = "offline";

/**
 * Without a network, or with the server away, Next leaves the app for the browser's error page when a link is followed, and with it what was
 * loaded. So links into the app stay where they are then, and say so, until the connection is back; and a page whose way here broke is asked for
 * again. Mount it once.
 */
export function OfflineLinks() {
  const status = useConnection();
  const reachable = useRef(true);
  useEffect(() => {
    reachable.current = status !== "offline" && status !== "reconnecting";
    if (reachable.current) toast.dismiss(toastId);
  }, [status]);
  useEffect(() => {
    const original = window.fetch;
    window.fetch = steadyFetch(original);
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
      // Within the page.
      if (link.hash !== "" && link.pathname === location.pathname && link.search === location.search) return;
      event.preventDefault();
      event.stopPropagation();
      const reason = navigator.onLine ? "Handraise can’t be reached right now" : "You’re offline";
      toast(`${reason}. We’ll keep this page open and save your draft.`, { id: toastId });
    };
    // Before Next's own listener.
    document.addEventListener("click", stay, true);
    return () => document.removeEventListener("click", stay, true);
  }, []);
  return null;
}
