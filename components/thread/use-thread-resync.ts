import { type Dispatch, useEffect, useRef, useState } from "react";
import { ApiError, api } from "#lib/client/api/api.ts";
import { jitteredDelay, retryCeilingMs, retryDelay } from "#lib/client/backoff.ts";
import { threadOf } from "#lib/client/inbox/inbox-state.ts";
import type { ThreadAction } from "#lib/client/thread/thread-state.ts";
import type { Thread, ThreadWithMessages } from "#lib/contract/discussions.ts";
import { useInboxStore, useOnCaughtUp, useOnNotification } from "../live/realtime-provider";
import { useCourseChanged } from "../live/use-course-changed";
import type { ThreadFlag } from "./use-thread-flag";

/** An event of the thread and the notification of the same change come within this time of each other, or one of them was lost (ms). */
const pairWindowMs = 1000;

type ReasonOptions = {
  thread: Pick<Thread, "id" | "course_id">;
  dispatch: Dispatch<ThreadAction>;
  flag: ThreadFlag;
  check: () => void;
  lastReceivedAt: () => number;
  /** Fetches what the reader alone has of the thread. */
  refresh: () => Promise<void>;
};

/**
 * Asks for the version where something may have been missed. Events of a thread are not replayed, those of a person are. So a notification
 * whose event did not come is a doubt, and so is every catch-up.
 */
export function useResyncReasons({ thread: { id, course_id }, dispatch, flag, check, lastReceivedAt, refresh }: ReasonOptions): void {
  const inbox = useInboxStore();
  useOnCaughtUp((came) => {
    check();
    if (came === 0 || !Object.values(inbox.getState().byId).some((row) => !row.read && threadOf(row) === id)) return;
    flag.somethingNew();
    void refresh();
  });
  const pairTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(pairTimer.current), []);
  useOnNotification((notification) => {
    if (notification.type !== "thread/discussion" || notification.payload.threadId !== id) return;
    if (notification.payload.action === "thread_read") return dispatch({ type: "seen", at: notification.payload.timestamp });
    flag.somethingNew();
    // It raises no version.
    if (notification.payload.action === "publish_asked") void refresh();
    const at = Date.now();
    clearTimeout(pairTimer.current);
    pairTimer.current = setTimeout(() => lastReceivedAt() < at - pairWindowMs && check(), pairWindowMs);
  });

  // The course may have another lecturer now, and so may the thread.
  const moveTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(moveTimer.current), []);
  useCourseChanged(({ courseId, videoId }) => {
    if (courseId !== course_id || videoId !== undefined) return;
    clearTimeout(moveTimer.current);
    moveTimer.current = setTimeout(check, pairWindowMs + jitteredDelay());
  });
}

type ResyncOptions = { path: string; stale: boolean; dispatch: Dispatch<ThreadAction>; flag: ThreadFlag };

/**
 * Fetches a thread anew while it is stale: the first try at once, later ones ever slower, because asking does not help a server that
 * is away.
 */
export function useThreadResync({ path, stale, dispatch, flag }: ResyncOptions): void {
  const [tries, setTries] = useState(0);
  const { newCountNow, take } = flag;
  useEffect(() => {
    if (!stale) return;
    let ended = false;
    const timer = setTimeout(
      async () => {
        const before = newCountNow();
        const data = await api<ThreadWithMessages>("GET", path).catch((error: unknown) => error);
        if (ended) return;
        const status = data instanceof ApiError ? data.status : 0;
        if (status === 404) dispatch({ type: "removed", messageId: undefined, version: 0 });
        else if (status === 403) dispatch({ type: "closed" });
        else if (!(data instanceof Error)) {
          const thread = data as ThreadWithMessages;
          dispatch({ type: "fetched", data: thread });
          take(thread, before);
        }
        setTries(tries + 1);
      },
      tries === 0 ? 0 : retryDelay(tries - 1, retryCeilingMs),
    );
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [stale, tries, path, dispatch, newCountNow, take]);
  useEffect(() => {
    if (!stale) setTries(0);
  }, [stale]);
}
