import type { Thread } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { newThreads, unreadThreads } from "./own-threads";
import { toThread } from "./project";

/**
 * docs/contract.md section 4, `GET /api/discussions/threads/unread`: the threads with the caller's flag set, newest first. Up to 100, fewer
 * when they are very long; the rest follows when some of these are read.
 */
export async function listUnreadThreads({ caller }: { caller: Caller }): Promise<Thread[]> {
  const { rows } = await unreadThreads(caller.user.id, limits.unreadThreadsMax);
  return rows.map(toThread);
}

/**
 * For a student's home: what has something new for them, newest first. Announcements are among it, which the lists of REST leave to the
 * inbox.
 */
export async function listNewThreads({ caller, limit }: { caller: Caller; limit: number }): Promise<Thread[]> {
  const { rows } = await newThreads(caller.user.id, limit);
  return rows.map((row) => ({ ...toThread(row), unread: true }));
}
