import type { Message } from "#lib/contract/discussions.ts";
import type { Caller } from "../caller";
import { anyOfIds, read, sql } from "../db/sql";
import { type MessageRow, selectMessages } from "./message-rows";
import { toMessage } from "./project";

/**
 * Of each of these threads the last message by somebody other than the caller, the question left out; by thread. Only for threads that the
 * caller may read.
 */
export async function lastMessages({ user }: Caller, threadIds: string[]): Promise<Map<string, Message>> {
  const rows = await read<MessageRow>(sql`
    SELECT latest.* FROM threads t CROSS JOIN LATERAL (
      ${selectMessages} WHERE m.thread_id = t.id AND m.author_id <> ${user.id}::uuid AND m.position > 1
      ORDER BY m.position DESC LIMIT 1) latest
    WHERE t.id = ${anyOfIds(threadIds)}`);
  return new Map(rows.map((row) => [row.thread_id, toMessage(row)]));
}
