import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { QueueState } from "#lib/client/thread/queue-state.ts";
import { type QueueView, questionFor } from "#lib/client/thread/queue-view.ts";
import { nearSeconds } from "#lib/contract/fold-questions.ts";
import type { Notification, ThreadDiscussionPayload } from "#lib/contract/notifications.ts";
import type { QueueItem } from "#lib/contract/queue.ts";
import { refetchIntervalMs } from "../live/pages";
import { useInPlace } from "../notifications/in-place";
import type { QueuePages } from "./use-queue-pages";

/** For how long a question may be on its way into the queue before it is told of otherwise (ms), beside the time that a refetch waits. */
const atMostMs = 1500;

/** How far below its upper edge a row has to be in sight. */
const headPx = 24;

type Waiting = { threadId: string; since: number; decide: (seen: boolean) => void };

/** Whether the beginning of a row is in sight, and nothing lies over it. */
function isInSight(row: Element | undefined): boolean {
  if (!row) return false;
  const { left, top, width, height } = row.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + Math.min(headPx, height / 2));
  return hit !== null && row.contains(hit);
}

type Options = {
  section: RefObject<HTMLElement | null>;
  state: QueueState;
  /** The queue as it was fetched last. */
  list: QueuePages;
  view: QueueView;
  /** Of the course that is shown; none where several are. */
  videos: readonly { id: string }[];
};

/** Draws nothing. It comes when the page is idle, as the toasts do. */
export function SeenRows(options: Options): null {
  useSeenRows(options);
  return null;
}

/**
 * Tells the toasts which questions are seen in the queue: they have none. What is told of stands here a moment later, and is waited for
 * where it may come into sight. For what can't, as far as this page knows, a toast does not wait.
 */
function useSeenRows({ section, state, list, view, videos }: Options): void {
  const waiting = useRef(new Set<Waiting>());
  const rowAt = (id: string | undefined) =>
    [...(section.current?.querySelectorAll("[data-key]") ?? [])].find((row) => row.getAttribute("data-key") === id);
  const rowOf = (threadId: string) => state.rows.find(({ items }) => items.some(({ id }) => id === threadId));

  const isWhole = state.queue.next_cursor === undefined;
  /** Whether a new question would be in sight: it comes behind those that nobody has answered. */
  const hasRoom = () => {
    const last = state.rows.findLast(({ items: [first] }) => first?.answer_state !== "student_answered");
    return (isWhole || last !== state.rows.at(-1)) && (last === undefined || isInSight(rowAt(last.id)));
  };
  /** Whether a row in sight may count it: it may ask what others ask near the same second. */
  const canFold = ({ action, videoId, videoTimestampSeconds: second }: ThreadDiscussionPayload) => {
    const isNear = ({ video_id, video_timestamp_seconds: other }: QueueItem) =>
      video_id === videoId && other !== null && second !== undefined && Math.abs(other - second) <= nearSeconds;
    return isWhole && action === "thread_created" && state.rows.some((row) => row.items.some(isNear) && isInSight(rowAt(row.id)));
  };
  /** A lecture that is newer than the page is known by its first question here. */
  const knownVideos = () => {
    const ids = new Set(videos.map(({ id }) => id));
    if (view.courseId !== null || ids.size > 0) for (const { video_id } of state.queue.items) if (video_id !== null) ids.add(video_id);
    return ids;
  };
  const shows = (threadId: string | null, notification: Notification): boolean | Promise<boolean> => {
    if (threadId === null || !document.hasFocus()) return false;
    const question = questionFor(view, knownVideos(), notification);
    if (question === null) return false;
    const row = rowOf(threadId);
    if (row ? !isInSight(rowAt(row.id)) : !hasRoom() && !canFold(question)) return false;
    return new Promise((resolve) => {
      const one: Waiting = {
        threadId,
        since: Date.now(),
        decide: (seen) => {
          clearTimeout(timer);
          waiting.current.delete(one);
          resolve(seen);
        },
      };
      const timer = setTimeout(() => one.decide(false), atMostMs + refetchIntervalMs(list.items.length));
      waiting.current.add(one);
    });
  };
  useInPlace({ shows, open: () => false });

  const look = useEffectEvent(() => {
    // What was fetched is in the rows one drawing later.
    if (state.queue.items !== list.items) return;
    for (const { threadId, since, decide } of waiting.current) if (list.askedAt >= since) decide(isInSight(rowAt(rowOf(threadId)?.id)));
  });
  // They say that something came.
  useEffect(() => look(), [state.rows, list]);
}
