import type { ThreadShared } from "#lib/contract/discussions.ts";
import type { CourseSyncAnswer, CourseThread, CourseThreadRemoved } from "#lib/contract/events.ts";
import { retryDelay } from "../backoff";
import type { AppSocket } from "../socket";

/** Where a list of class threads was read: everything up to `seq` is in it. */
export type FeedHead = { seq: number; epoch: string };
export type FeedListener = {
  /** A class thread is new, or changed: as it is now, less what differs by reader. May come twice, never an older one after a newer. */
  onThread(thread: ThreadShared): void;
  /** A thread is gone, or no longer the class's. */
  onRemoved(threadId: string): void;
  /** More has changed than was kept: read the list again. */
  onStale(): void;
  /** All up to this is known now. */
  onHead?(head: FeedHead): void;
};

/** How long a hole in `seq` may come from reordering, and how long an answer is waited for, in ms. */
const holeMs = 200;
const answerMs = 10_000;

/**
 * Keeps a list of a course's class threads equal to the server's: by `course:thread` and `course:thread_removed` while there is a connection,
 * and by `course:sync` after every doubt. A doubt is a new connection, a page that is shown again, a network that is back, and a hole in `seq`.
 * @param from where the list was read; null when that is unknown, and then it is read again
 * @returns how to stop
 */
export function followCourse(socket: AppSocket, courseId: string, from: FeedHead | null, listener: FeedListener): () => void {
  let known = from;
  /** What was heard above the first hole. */
  const ahead = new Set<number>();
  /** The `seq` at which each thread was last heard of here. */
  const heardAt = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let isOver = false;
  let isAsking = false;

  const advance = (to: FeedHead) => {
    known = to;
    for (const seq of ahead) if (seq <= to.seq) ahead.delete(seq);
    while (ahead.delete(known.seq + 1)) known = { ...known, seq: known.seq + 1 };
    listener.onHead?.(known);
  };
  const isNewer = (threadId: string, seq: number) => {
    if (seq < (heardAt.get(threadId) ?? 0)) return false;
    heardAt.set(threadId, seq);
    return true;
  };
  const soon = (ms: number) => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(ask, ms);
  };

  const takeAnswer = (answer: CourseSyncAnswer) => {
    const { seq, epoch } = answer;
    if (answer.mode === "snapshot") {
      heardAt.clear();
      ahead.clear();
      listener.onStale();
    } else {
      for (const thread of answer.threads) if (isNewer(thread.id, seq)) listener.onThread(thread);
      for (const threadId of answer.removed) if (isNewer(threadId, seq)) listener.onRemoved(threadId);
    }
    advance({ seq, epoch });
  };

  function ask(): void {
    if (!socket.connected || isAsking || isOver) return;
    if (known === null) {
      join();
      return;
    }
    isAsking = true;
    socket
      .timeout(answerMs)
      .emitWithAck("course:sync", { courseId, since: known.seq, epoch: known.epoch })
      .then(
        (answer) => {
          isAsking = false;
          attempt = 0;
          if (!isOver && "mode" in answer) takeAnswer(answer);
        },
        () => {
          isAsking = false;
          soon(retryDelay(attempt++));
        },
      );
  }

  /** Joins first and asks then, so that nothing falls between. */
  function join(): void {
    socket
      .timeout(answerMs)
      .emitWithAck("course:join", { courseId })
      .then(
        (answer) => {
          if (isOver || !answer.ok) return;
          const { seq, epoch } = answer;
          if (known === null) {
            advance({ seq, epoch });
            listener.onStale();
          } else if (known.epoch !== epoch || known.seq !== seq) ask();
        },
        () => soon(retryDelay(attempt++)),
      );
  }

  const hear = ({ seq, epoch }: FeedHead, threadId: string, apply: () => void) => {
    if (known === null || known.epoch !== epoch) {
      ask();
      return;
    }
    if (isNewer(threadId, seq)) apply();
    if (seq <= known.seq) return;
    ahead.add(seq);
    advance(known);
    if (ahead.size > 0) soon(holeMs);
  };
  const onThread = (event: CourseThread) =>
    event.courseId === courseId && hear(event, event.thread.id, () => listener.onThread(event.thread));
  const onRemoved = (event: CourseThreadRemoved) =>
    event.courseId === courseId && hear(event, event.threadId, () => listener.onRemoved(event.threadId));
  const onShown = () => document.visibilityState === "visible" && ask();

  socket.on("connect", join);
  socket.on("course:thread", onThread);
  socket.on("course:thread_removed", onRemoved);
  document.addEventListener("visibilitychange", onShown);
  window.addEventListener("online", ask);
  if (socket.connected) join();
  return () => {
    isOver = true;
    clearTimeout(timer);
    socket.off("connect", join);
    socket.off("course:thread", onThread);
    socket.off("course:thread_removed", onRemoved);
    document.removeEventListener("visibilitychange", onShown);
    window.removeEventListener("online", ask);
    if (socket.connected) socket.emit("course:leave", { courseId });
  };
}
