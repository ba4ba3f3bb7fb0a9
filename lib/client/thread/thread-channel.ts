import type { ThreadClaimed, ThreadHead, ThreadMessage, ThreadRemoved, ThreadTyping, ThreadUpdated } from "#lib/contract/events.ts";
import { jitteredDelay, retryCeilingMs, retryDelay } from "../backoff";
import type { AppSocket } from "../socket";

export type ThreadListener = {
  /** Called after every join with the server's version. A listener with another version fetches again. */
  onJoined?: (version: number) => void;
  /**
   * Called when the server refuses the join: the thread is gone, or no longer the user's, or something failed. The join is repeated as long
   * as someone listens.
   */
  onRefused?: () => void;
  /** A new or an edited message. */
  onMessage?: (body: ThreadMessage) => void;
  onUpdated?: (body: ThreadUpdated) => void;
  /** A message was removed, or without `messageId` the thread itself. */
  onRemoved?: (body: ThreadRemoved) => void;
  onTyping?: (body: ThreadTyping) => void;
  /** Who is answering, to staff only. It comes without a join. */
  onClaimed?: (body: ThreadClaimed) => void;
};

export type WatchedThread = {
  /** Asks for the server's version, which `onJoined` gets, because an event may have been lost. A recent answer is enough. */
  check(): void;
  stop(): void;
};

/** How old a version may be for `check`, in ms. */
const versionMaxAgeMs = 1000;

/** The number of listeners of each thread on a socket. The room is left with the last one. */
const watchers = new WeakMap<AppSocket, Map<string, number>>();

function count(socket: AppSocket, threadId: string, by: 1 | -1): number {
  const counts = watchers.get(socket) ?? new Map<string, number>();
  watchers.set(socket, counts);
  const next = (counts.get(threadId) ?? 0) + by;
  counts.set(threadId, next);
  return next;
}

/** Listens to one thread. Joins its room now and after every reconnection. */
export function watchThread(socket: AppSocket, threadId: string, listener: ThreadListener): WatchedThread {
  let stopped = false;
  let joinedAt = 0;
  let joinedVersion = 0;
  let attempt = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  let doubted: ReturnType<typeof setTimeout> | undefined;
  const join = () => {
    clearTimeout(again);
    joinedAt = Date.now();
    socket.emit("thread:join", { threadId }, (answer) => {
      if (stopped) return;
      if (answer.ok) {
        attempt = 0;
        joinedVersion = answer.version;
        listener.onJoined?.(answer.version);
        return;
      }
      clearTimeout(again);
      again = setTimeout(() => socket.connected && join(), retryDelay(attempt++, retryCeilingMs));
      listener.onRefused?.();
    });
  };
  const check = () => {
    if (!stopped && socket.connected && Date.now() - joinedAt > versionMaxAgeMs) join();
  };
  const message = (body: ThreadMessage) => body.message.thread_id === threadId && listener.onMessage?.(body);
  const updated = (body: ThreadUpdated) => body.thread.id === threadId && listener.onUpdated?.(body);
  const removed = (body: ThreadRemoved) => body.threadId === threadId && listener.onRemoved?.(body);
  const typing = (body: ThreadTyping) => body.threadId === threadId && listener.onTyping?.(body);
  // The server found that events were lost. All readers hear so at once, and should not all ask at once. An answer from before that is not
  // recent enough, whatever its age.
  const head = (body: ThreadHead) => {
    if (body.threadId !== threadId) return;
    clearTimeout(doubted);
    doubted = setTimeout(() => !stopped && socket.connected && body.version > joinedVersion && join(), jitteredDelay());
  };
  const claimed = (body: ThreadClaimed) => body.threadId === threadId && listener.onClaimed?.(body);

  count(socket, threadId, 1);
  socket.on("connect", join).on("thread:message", message).on("thread:updated", updated);
  socket.on("thread:removed", removed).on("thread:typing", typing).on("thread:claimed", claimed).on("thread:head", head);
  if (socket.connected) join();

  return {
    check,
    stop: () => {
      if (stopped) return;
      stopped = true;
      clearTimeout(again);
      clearTimeout(doubted);
      socket.off("connect", join).off("thread:message", message).off("thread:updated", updated);
      socket.off("thread:removed", removed).off("thread:typing", typing).off("thread:claimed", claimed).off("thread:head", head);
      if (count(socket, threadId, -1) === 0 && socket.connected) socket.emit("thread:leave", { threadId });
    },
  };
}

/** How often typing is sent, in ms. */
const typingIntervalMs = 2000;
const lastTyping = new Map<string, number>();

/** Sends that the user is typing; call it on every key. Not sent while disconnected, because it would be outdated later. */
export function sendTyping(socket: AppSocket, threadId: string): void {
  const now = Date.now();
  if (!socket.connected || now - (lastTyping.get(threadId) ?? 0) < typingIntervalMs) return;
  lastTyping.set(threadId, now);
  socket.volatile.emit("thread:typing", { threadId });
}
