"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { KeySheet, type Shortcut } from "./key-sheet";
import { isForPage } from "./page-key";

/** A shortcut of a page, with what it does. */
export type BoundKey = Shortcut & { run: () => void };

type Props = {
  bound: readonly BoundKey[];
  /** Shortcuts that a part of the page handles itself, for the sheet. */
  also?: readonly Shortcut[];
};

/** Binds the keys of a page while nobody types, and lists them in the sheet that `?` opens. */
export function PageKeys({ bound, also = [] }: Props) {
  const [help, setHelp] = useState(false);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // The player has keys of its own.
    if (!isForPage(event) || (event.target instanceof Element && event.target.closest("media-controller"))) return;
    const act = event.key === "?" ? () => setHelp(true) : bound.find(({ keys }) => keys.includes(event.key))?.run;
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return <KeySheet shortcuts={[...bound, ...also]} open={help} onOpenChange={setHelp} />;
}
