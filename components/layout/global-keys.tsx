"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { canLeave } from "../forms/can-leave";
import { KeySheet } from "../ui/key-sheet";
import { onDemand } from "../ui/on-demand";
import { useWindow } from "../ui/open-part";
import { isForPage, searchField } from "../ui/page-key";
import { isPaletteKey, pathForKey } from "./key-paths";
import type { Viewer } from "./places";

const parts = onDemand(() => import("./palette-window"));

/** How long (ms) `g` waits for the key after it. */
const sequenceTimeoutMs = 1500;

/** The keys that work on every page, the sheet that lists them, and the palette. A page's own keys come first. Mount it once. */
export function GlobalKeys({ role, teaches }: Viewer) {
  const router = useRouter();
  const [open, setOpen] = useState<"sheet" | "palette" | null>(null);
  const goingUntil = useRef(0);
  const loaded = useWindow(parts, open === "palette", () => setOpen(null));

  /** Before the page's own keys: the second key after `g` is nobody else's. */
  const onSecond = useEffectEvent((event: KeyboardEvent) => {
    const isGoing = event.timeStamp < goingUntil.current;
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    goingUntil.current = 0;
    const way = isGoing && isForPage(event) ? pathForKey(event.key, { role, teaches }) : null;
    if (way === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (canLeave()) router.push(way);
  });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isPaletteKey(event)) {
      event.preventDefault();
      return setOpen("palette");
    }
    if (!isForPage(event)) return;
    if (event.key === "g") goingUntil.current = event.timeStamp + sequenceTimeoutMs;
    else if (event.key === "?") setOpen("sheet");
    else if (event.key === "/") {
      const field = searchField(document);
      if (!field) return;
      field.focus();
      if (field instanceof HTMLInputElement) field.select();
    } else return;
    event.preventDefault();
  });
  useEffect(() => {
    const second = (event: KeyboardEvent) => onSecond(event);
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", second, true);
    window.addEventListener("keydown", listen);
    return () => {
      window.removeEventListener("keydown", second, true);
      window.removeEventListener("keydown", listen);
    };
  }, []);

  return (
    <>
      <KeySheet shortcuts={[]} open={open === "sheet"} onOpenChange={(now) => setOpen(now ? "sheet" : null)} />
      {loaded && (
        <loaded.PaletteWindow
          {...{ role, teaches }}
          open={open === "palette"}
          onOpenChange={(now) => setOpen(now ? "palette" : null)}
          onShortcuts={() => setOpen("sheet")}
        />
      )}
    </>
  );
}
