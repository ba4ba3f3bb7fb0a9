import { useEffect } from "react";
import { countText } from "./count-text";

const prefix = /^\(\d+\+?\) /;

/** Shows a count outside the page: at the beginning of the document's title, and on the icon of an installed app. */
export function useAppBadge(count: number): void {
  useEffect(() => {
    const write = () => {
      const bare = document.title.replace(prefix, "");
      const wanted = count > 0 ? `(${countText(count)}) ${bare}` : bare;
      // Without this check our own change would trigger the next one.
      if (document.title !== wanted) document.title = wanted;
    };
    write();
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      document.title = document.title.replace(prefix, "");
    };
  }, [count]);

  useEffect(() => {
    if (!("setAppBadge" in navigator)) return;
    // Refused where the app is not installed.
    (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => undefined);
  }, [count]);
}
