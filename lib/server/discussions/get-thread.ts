import type { ThreadParams, ThreadQuery, ThreadWithMessages } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { readWithin } from "../db/read-within";
import { read, sql } from "../db/sql";
import { AppError } from "../errors";
import { decodeCursor, encodeCursor } from "../pagination";
import { requirePart } from "./access";
import { canPostSql } from "./can-post";
import { type MessageRow, selectMessages } from "./message-rows";
import { toMessage, toThread } from "./project";
import { selectThreads, type ThreadRow } from "./thread-rows";

/** A thread that the caller may read. @throws AppError not_found, forbidden */
export async function requireThread(id: string, userId: string): Promise<ThreadRow> {
  const [row] = await read<ThreadRow>(sql`${selectThreads(userId)} WHERE t.id = ${id}::uuid`);
  if (!row) throw new AppError("not_found", texts.threadNotFound);
  requirePart(row, userId, texts.cannotView);
  return row;
}

/** Does what `requireThread` does, and says in the same statement whether the user may write there. */
export async function requireThreadToJoin(id: string, userId: string): Promise<ThreadRow & { can_post: boolean }> {
  const [row] = await read<ThreadRow & { can_post: boolean }>(
    sql`
      SELECT thread.*, ${canPostSql(userId, sql`thread.course_id`, { isStaff: true })} AS can_post
      FROM (${selectThreads(userId)} WHERE t.id = ${id}::uuid) thread`,
  );
  if (!row) throw new AppError("not_found", texts.threadNotFound);
  requirePart(row, userId, texts.cannotView);
  return row;
}

/**
 * docs/contract.md section 4, `GET /api/discussions/threads/:id`: the thread and its last 1,000 messages, oldest first. Fewer messages when
 * they are very long, or when fewer are asked for. `messages_cursor` leads to the earlier ones.
 */
export async function getThread({
  caller,
  params,
  query,
}: {
  caller: Caller;
  params: ThreadParams;
  query: ThreadQuery;
}): Promise<ThreadWithMessages> {
  // Reads the thread first: a message that comes in between is then one too many for the version, never one too few.
  const thread = await requireThread(params.id, caller.user.id);
  const list = `messages:${thread.id}`;
  const [before] = query.messages_cursor ? decodeCursor(list, query.messages_cursor, "messages_cursor") : [];
  const older = before === undefined ? sql`` : sql` AND m.position < ${before}`;
  const { rows, more } = await readWithin<MessageRow>(
    sql`${selectMessages} WHERE m.thread_id = ${thread.id}::uuid${older} ORDER BY m.position DESC`,
    { order: sql`page.position DESC`, bytes: sql`octet_length(page.content)`, limit: query.messages_limit ?? limits.threadMessagesMax },
  );
  const shown = rows.reverse();
  const first = shown[0];
  const cut = more && first ? { messages_cursor: encodeCursor(list, [first.position]) } : {};
  return { ...toThread(thread), messages: shown.map(toMessage), ...cut };
}
