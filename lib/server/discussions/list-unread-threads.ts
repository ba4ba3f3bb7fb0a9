import type { Thread } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { sql } from "../db/sql";
import { ownThreads } from "./own-threads";
import { toThread } from "./thread-rows";

/**
 * docs/contract.md section 4, `GET /api/discussions/threads/unread`: the threads with the caller's flag set, newest first. Up to 100, fewer
 * when they are very long; the rest follows when some of these are read.
 */
export async function listUnreadThreads({ caller }: { caller: Caller }): Promise<Thread[]> {
  const { rows } = await ownThreads(caller.user.id, limits.unreadThreadsMax, (part) => [
    part === "student" ? sql`t.student_unread` : sql`t.lecturer_unread`,
  ]);
  return rows.map(toThread);
}
