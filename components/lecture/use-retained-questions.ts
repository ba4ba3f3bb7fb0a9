import { type RefObject, useEffect, useState } from "react";
import type { Thread } from "#lib/contract/discussions.ts";
import { isInUse } from "./rail-scroll";

/** Which of the questions are in the list; null: all. */
export type QuestionFilter = "waiting" | null;

/** Whether a person has the rail in hand, or a discussion open in it. */
const isInHand = (rail: HTMLElement) => isInUse(rail) || rail.querySelector("[data-toggle][aria-expanded=true]") !== null;

type Options = {
  items: Thread[];
  /** Which questions `items` are. */
  only: QuestionFilter;
  rail: RefObject<HTMLElement | null>;
  /** Answers the discussions that changed last, whatever their state. */
  look: () => Promise<Thread[]>;
  /** These have come into the list. */
  onCome: (ids: string[]) => void;
};

/**
 * The questions of a list that holds those in one state. One that has left it stays in its place, as what it became, while a person has the
 * rail in hand: no card moves under the pointer, and no discussion closes while it is read. Then it goes.
 */
export function useRetainedQuestions({ items, only, rail, look, onCome }: Options): Thread[] {
  const [kept, setKept] = useState({ items, only, shown: items });
  if (kept.items !== items || kept.only !== only) {
    const isSame = only !== null && kept.only === only;
    const here = new Set(items.map(({ id }) => id));
    const left = isSame ? kept.shown.filter(({ id }) => !here.has(id)) : [];
    setKept({ items, only, shown: left.length === 0 ? items : [...items, ...left] });
    const before = new Set(kept.shown.map(({ id }) => id));
    if (isSame) onCome(items.map(({ id }) => id).filter((id) => !before.has(id)));
  }
  const hasLeft = kept.shown !== kept.items;
  useEffect(() => {
    const box = rail.current;
    if (!hasLeft || !box) return;
    const ended = new AbortController();
    const settle = () => !ended.signal.aborted && !isInHand(box) && setKept((now) => ({ ...now, shown: now.items }));
    const soon = () => void requestAnimationFrame(settle);
    for (const kind of ["pointerleave", "focusout"]) box.addEventListener(kind, soon, { signal: ended.signal });
    if (!isInHand(box)) soon();
    else
      look().then(
        (all) => !ended.signal.aborted && setKept((now) => ({ ...now, shown: latestOf(now, all) })),
        // The next news of the list asks again.
        () => undefined,
      );
    return () => ended.abort();
  }, [items, hasLeft]);
  return kept.shown;
}

/** The rows on screen, where those that have left are as they are now. What is nowhere any more is gone. */
function latestOf({ items, shown }: { items: Thread[]; shown: Thread[] }, all: Thread[]): Thread[] {
  const now = new Map([...all, ...items].map((thread) => [thread.id, thread]));
  return shown.flatMap(({ id }) => now.get(id) ?? []);
}
