import { useState } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Thread } from "#lib/contract/discussions.ts";

/** 0 when all of a thread is read; else a number that rises when there is something new to be read, with or without a message. */
export type UnreadAt = Pick<StoreApi<number>, "getState" | "subscribe">;

export type ThreadFlag = {
  /** A store, because nothing on screen shows it. */
  unreadAt: UnreadAt;
  /** There is something new to be read. Not what somebody marked as unread: that is to stay so. */
  somethingNew: () => void;
  /** How often there was something new, to be handed to `take` with the answer to what is asked now. */
  newCountNow: () => number;
  /** Takes the flag from an answer, unless something new came after it was asked for. */
  take: (answer: Thread, countBefore: number) => void;
};

/** Whether a thread on screen is unread to the one who looks at it. */
export function useThreadFlag(initial: Thread): ThreadFlag {
  const [flag] = useState(() => createThreadFlag(initial));
  return flag;
}

function createThreadFlag({ unread, kind, mine }: Thread): ThreadFlag {
  // What told of an announcement belongs to no thread, so the thread's flag does not say whether it is read.
  const unreadAt = createStore<number>(() => (unread || (kind === "announcement" && !mine) ? 1 : 0));
  let newCount = 1;
  return {
    unreadAt,
    somethingNew: () => unreadAt.setState(++newCount, true),
    newCountNow: () => newCount,
    take: (answer, countBefore) => {
      if (newCount !== countBefore) return;
      if (!answer.unread) return unreadAt.setState(0, true);
      const next = ++newCount;
      unreadAt.setState((before) => before || next, true);
    },
  };
}
