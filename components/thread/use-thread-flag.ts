import { useCallback, useRef, useState } from "react";
import type { Thread } from "#lib/contract/discussions.ts";

export type ThreadFlag = {
  /** 0 when all of it is read; else a number that rises when there is something new to be read. */
  unreadAt: number;
  /** There is something new to be read. Not what somebody marked as unread: that is to stay so. */
  somethingNew: () => void;
  /** How often there was something new, to be handed to `take` with the answer to what is asked now. */
  newsSoFar: () => number;
  /** Takes the flag from an answer, unless something new came after it was asked for. */
  take: (answer: Thread, newsBefore: number) => void;
};

/** Whether a thread on screen is unread to the one who looks at it. */
export function useThreadFlag(initial: Thread): ThreadFlag {
  // What told of an announcement belongs to no thread, so the thread's flag does not say whether it is read.
  const [unreadAt, setUnreadAt] = useState(initial.unread || (initial.kind === "announcement" && !initial.mine) ? 1 : 0);
  const news = useRef(1);
  const somethingNew = useCallback(() => setUnreadAt(++news.current), []);
  const newsSoFar = useCallback(() => news.current, []);
  const take = useCallback((answer: Thread, newsBefore: number) => {
    if (news.current !== newsBefore) return;
    if (!answer.unread) return setUnreadAt(0);
    const next = ++news.current;
    setUnreadAt((held) => held || next);
  }, []);
  return { unreadAt, somethingNew, newsSoFar, take };
}
