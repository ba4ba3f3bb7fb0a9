import { type ReactNode, type RefObject, useState } from "react";
import { copyText } from "./copy-text";
import { onDemand } from "./on-demand";
import { useWindow } from "./open-part";
import { toast } from "./toast";

const parts = onDemand(() => import("./link-window"));

/**
 * Copies links to places on this site, and says so once. Where the browser refuses, a window shows the link, selected. `window` belongs
 * into the page.
 */
export function useCopyLink(opener: RefObject<HTMLElement | null>): { copy: (path: string) => void; window: ReactNode } {
  const [refused, setRefused] = useState<string | null>(null);
  const loaded = useWindow(parts, refused !== null, () => setRefused(null));
  const copy = (path: string) => {
    const url = new URL(path, window.location.href).href;
    void copyText(url, null).then((copied) => {
      if (copied) toast("Link copied", { id: "link-copied" });
      else setRefused(url);
    });
  };
  const shown = loaded && refused !== null && <loaded.LinkWindow url={refused} onClose={() => setRefused(null)} opener={opener} />;
  return { copy, window: shown };
}
