import { useCallback, useRef, useState } from "react";
import type { Thread } from "#lib/contract/discussions.ts";

export type ThreadFlag = {
  /** 0 when all of it is read; else a number that rises when there is something new to be read. */
  unreadAt: number;
  /** There is something new to be read. Not what somebody marked as unread: that is to stay so. */
  somethingNew: () => void;
  /** How often there was something new, to be handed to `take` with the answer to what is asked now. */
  newCountNow: () => number;
  /** Takes the flag from an answer, unless something new came after it was asked for. */
  take: (answer: Thread, countBefore: number) => void;
};

/** Whether a thread on screen is unread to the one who looks at it. */
export function useThreadFlag(initial: Thread): ThreadFlag {
  // What told of an announcement belongs to no thread, so the thread's flag does not say whether it is read.
  const [unreadAt, setUnreadAt] = useState(initial.unread || (initial.kind === "announcement" && !initial.mine) ? 1 : 0);
  const newCount = useRef(1);
  const somethingNew = useCallback(() => setUnreadAt(++newCount.current), []);
  const newCountNow = useCallback(() => newCount.current, []);
  const take = useCallback((answer: Thread, countBefore: number) => {
    if (newCount.current !== countBefore) return;
    if (!answer.unread) return setUnreadAt(0);
    const next = ++newCount.current;
    setUnreadAt((before) => before || next);
  }, []);
  return { unreadAt, somethingNew, newCountNow, take };
}
