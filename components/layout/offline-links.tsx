"use client";
import { useEffect } from "react";
import { toast } from "sonner";

/**
 * Without a network Next leaves the app for the browser's error page when a link is followed, and with it what was loaded. So links into the
 * app stay where they are then, and say so. Mount it once.
 */
export function OfflineLinks() {
  useEffect(() => {
    const stay = (event: MouseEvent) => {
      if (navigator.onLine || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
      // Within the page.
      if (link.hash !== "" && link.pathname === location.pathname && link.search === location.search) return;
      event.preventDefault();
      event.stopPropagation();
      toast("You are offline, so this page stays open. What you write is kept.", { id: "offline" });
    };
    // Before Next's own listener.
    document.addEventListener("click", stay, true);
    return () => document.removeEventListener("click", stay, true);
  }, []);
  return null;
}
