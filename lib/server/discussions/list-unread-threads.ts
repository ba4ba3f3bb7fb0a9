import type { Thread } from "#lib/contract/discussions";
import { limits } from "#lib/contract/limits";
import type { Caller } from "../auth/authenticate";
import { read, sql } from "../db/sql";
import { flagColumn, ownColumn } from "./list-threads";
import { selectThreads, type ThreadRow, toThread } from "./thread-rows";

/** Contract section 4, `GET /api/discussions/threads/unread`: those with the caller's flag set, newest first, up to 100. */
export async function listUnreadThreads({ caller }: { caller: Caller }): Promise<Thread[]> {
  const { role, id } = caller.user;
  const rows = await read<ThreadRow>(
    sql`${selectThreads} WHERE ${ownColumn(role)} = ${id}::uuid AND ${flagColumn(role)} ORDER BY t.updated_at DESC, t.id DESC LIMIT ${limits.unreadThreadsMax}`,
  );
  return rows.map(toThread);
}
