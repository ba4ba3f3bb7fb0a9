"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { KeySheet, type Shortcut } from "./key-sheet";
import { isForPage } from "./page-key";

/** A shortcut of a page, with what it does. It leaves the key to others when that is `false`. */
export type BoundKey = Shortcut & { run: (key: string) => unknown };

/** Keys that the sheet calls otherwise than the browser. */
const names: Partial<Record<string, string>> = { " ": "Space", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

type Props = {
  bound: readonly BoundKey[];
  /** Shortcuts that a part of the page handles itself, for the sheet. */
  also?: readonly Shortcut[];
  /** Whether the sheet is open, where it is opened by more than `?`. */
  help?: readonly [open: boolean, setOpen: (open: boolean) => void];
};

/** Binds the keys of a page while nobody types, and lists them in the sheet that `?` opens. */
export function PageKeys({ bound, also = [], help: controlled }: Props) {
  const own = useState(false);
  const [help, setHelp] = controlled ?? own;
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isForPage(event)) return;
    const key = names[event.key] ?? event.key;
    const run = key === "?" ? () => setHelp(true) : bound.find(({ keys }) => keys.includes(key))?.run;
    if (run && run(key) !== false) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return <KeySheet shortcuts={[...bound, ...also]} open={help} onOpenChange={setHelp} />;
}
