import type { ThreadShared } from "#lib/contract/discussions.ts";
import type { CourseSyncAnswer, CourseThread, CourseThreadRemoved } from "#lib/contract/events.ts";
import { retryDelay } from "../backoff";
import type { AppSocket } from "../socket";
import { watchPage } from "../watch-page";

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

/** How long a gap in `seq` may come from reordering, and how long an answer is waited for, in ms. */
const gapMs = 200;
const answerTimeoutMs = 10_000;

type Cursor = {
  /** Up to where all is known; null before the first answer. */
  at(): FeedHead | null;
  /** Whether what is said of a thread at `seq` is no older than what was heard of it. */
  isNewer(threadId: string, seq: number): boolean;
  /** Notes an event. @returns whether there is a gap before it */
  note(head: FeedHead): boolean;
  /** All up to `head` is known. */
  advance(head: FeedHead): void;
  /** Forgets what was heard of threads: the list is read again. */
  reset(): void;
};

/** Where a page is in a feed. */
function createCursor(from: FeedHead | null, onHead: (head: FeedHead) => void): Cursor {
  let known = from;
  /** What was heard above the first gap. */
  const ahead = new Set<number>();
  /** The `seq` at which each thread was last heard of here. */
  const seqByThread = new Map<string, number>();
  const cursor: Cursor = {
    at: () => known,
    isNewer(threadId, seq) {
      if (seq < (seqByThread.get(threadId) ?? 0)) return false;
      seqByThread.set(threadId, seq);
      return true;
    },
    note(head) {
      if (known === null || head.seq <= known.seq) return false;
      ahead.add(head.seq);
      cursor.advance(known);
      return ahead.size > 0;
    },
    advance(head) {
      known = head;
      for (const seq of ahead) if (seq <= head.seq) ahead.delete(seq);
      while (ahead.delete(known.seq + 1)) known = { ...known, seq: known.seq + 1 };
      onHead(known);
    },
    reset() {
      seqByThread.clear();
      ahead.clear();
    },
  };
  return cursor;
}

/** Puts the answer of a sync into a list. */
function applyAnswer(answer: CourseSyncAnswer, cursor: Cursor, listener: FeedListener): void {
  const { seq, epoch } = answer;
  if (answer.mode === "snapshot") {
    cursor.reset();
    listener.onStale();
  } else {
    for (const thread of answer.threads) if (cursor.isNewer(thread.id, seq)) listener.onThread(thread);
    for (const threadId of answer.removed) if (cursor.isNewer(threadId, seq)) listener.onRemoved(threadId);
  }
  cursor.advance({ seq, epoch });
}

/**
 * Keeps a list of a course's class threads equal to the server's: by `course:thread` and `course:thread_removed` while there is a
 * connection, and by `course:sync` after every doubt. A doubt is a new connection, a page that is shown again, a network that is back, and
 * a gap in `seq`.
 * @param from where the list was read; null when that is unknown, and then it is read again
 * @returns how to stop
 */
export function subscribeToFeed(socket: AppSocket, courseId: string, from: FeedHead | null, listener: FeedListener): () => void {
  const cursor = createCursor(from, (head) => listener.onHead?.(head));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let isOver = false;
  let isAsking = false;
  const soon = (ms: number) => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(ask, ms);
  };

  function ask(): void {
    const known = cursor.at();
    if (known === null) {
      join();
      return;
    }
    if (!socket.connected || isAsking || isOver) return;
    isAsking = true;
    const asked = socket.timeout(answerTimeoutMs).emitWithAck("course:sync", { courseId, since: known.seq, epoch: known.epoch });
    asked.then(
      (answer) => {
        isAsking = false;
        attempt = 0;
        if (!isOver && "mode" in answer) applyAnswer(answer, cursor, listener);
      },
      () => {
        isAsking = false;
        soon(retryDelay(attempt++));
      },
    );
  }

  /** Joins first and asks then, so that nothing falls between. */
  function join(): void {
    if (!socket.connected || isOver) return;
    const asked = socket.timeout(answerTimeoutMs).emitWithAck("course:join", { courseId });
    asked.then(
      (answer) => {
        if (isOver || !answer.ok) return;
        const { seq, epoch } = answer;
        const known = cursor.at();
        if (known === null) {
          cursor.advance({ seq, epoch });
          listener.onStale();
        } else if (known.epoch !== epoch || known.seq !== seq) ask();
      },
      () => soon(retryDelay(attempt++)),
    );
  }

  const onEvent = (event: FeedHead & { courseId: string }, threadId: string, apply: () => void) => {
    if (event.courseId !== courseId) return;
    if (cursor.at()?.epoch !== event.epoch) ask();
    else {
      if (cursor.isNewer(threadId, event.seq)) apply();
      if (cursor.note(event)) soon(gapMs);
    }
  };
  return listenTo(socket, {
    join,
    ask,
    onThread: (event) => onEvent(event, event.thread.id, () => listener.onThread(event.thread)),
    onRemoved: (event) => onEvent(event, event.threadId, () => listener.onRemoved(event.threadId)),
    stop: () => {
      isOver = true;
      clearTimeout(timer);
      if (socket.connected) socket.emit("course:leave", { courseId });
    },
  });
}

type FeedHandlers = {
  join: () => void;
  ask: () => void;
  onThread: (event: CourseThread) => void;
  onRemoved: (event: CourseThreadRemoved) => void;
  stop: () => void;
};

/** Listens to a socket and to what raises a doubt. @returns how to stop */
function listenTo(socket: AppSocket, { join, ask, onThread, onRemoved, stop }: FeedHandlers): () => void {
  socket.on("connect", join);
  socket.on("course:thread", onThread);
  socket.on("course:thread_removed", onRemoved);
  const unwatch = watchPage({ visible: ask, network: (online) => online && ask() });
  if (socket.connected) join();
  return () => {
    socket.off("connect", join);
    socket.off("course:thread", onThread);
    socket.off("course:thread_removed", onRemoved);
    unwatch();
    stop();
  };
}
