"use client";
import { Bell as BellIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { useId, useRef, useState, useTransition } from "react";
import { useInbox } from "../live/realtime-provider";
import { onDemand } from "../ui/on-demand";
import { useWindow } from "../ui/open-part";
import { countText } from "./count-text";
import { useAppBadge } from "./use-app-badge";

const parts = onDemand(() => import("./bell-window"));

/**
 * The bell in the top bar: the number of unread notifications, and the newest of them. Mount it once, because it also writes the title of
 * the document.
 */
export function Bell() {
  const unread = useInbox(({ counts }) => counts.unread);
  const [open, setOpen] = useState(false);
  const [opening, start] = useTransition();
  const id = useId();
  const isHere = usePathname() === "/notifications";
  const bell = useRef<HTMLButtonElement>(null);
  const loaded = useWindow(parts, open, () => setOpen(false));
  const load = () => void parts.load().catch(() => undefined);
  useAppBadge(unread);
  return (
    <>
      <button
        ref={bell}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open && loaded !== null}
        aria-controls={open && loaded ? id : undefined}
        aria-busy={opening || (open && loaded === null)}
        onPointerEnter={load}
        onFocus={load}
        // In pieces, so that the press is answered at once, however long the rows take to draw.
        onClick={() => start(() => setOpen(!open))}
        // Who went on meanwhile is not called back.
        onBlur={() => loaded === null && setOpen(false)}
        aria-current={isHere ? "page" : undefined}
        aria-label={unread > 0 ? `Notifications, ${countText(unread)} unread` : "Notifications"}
        className="here-line relative grid size-10 place-items-center rounded-lg hover:bg-muted aria-[current]:after:-bottom-2.5"
      >
        <BellIcon className="size-5" aria-hidden="true" />
        <span
          id="notification-badge"
          aria-hidden="true"
          hidden={unread === 0}
          className="absolute -end-1 -top-0.5 min-w-5 rounded-full bg-primary px-1 text-center font-semibold text-primary-foreground text-xs leading-5 tabular-nums"
        >
          {countText(unread)}
        </span>
      </button>
      {loaded && <loaded.BellWindow {...{ id, open, setOpen, bell }} />}
    </>
  );
}
