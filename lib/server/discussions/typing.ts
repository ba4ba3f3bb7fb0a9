import type { ThreadTyping } from "#lib/contract/events.ts";
import { read, sql } from "../db/sql";
import type { ForClass } from "../events/bus";
import { renewClaim } from "./claims";
import { authorIn, forClassTyping } from "./project";

type Row = { visibility: "private" | "class"; anonymous: boolean; student_id: string; alias_id: string; claimed: boolean };

/**
 * What readers hear of somebody who types: under the name by which they stand in the thread. Renews their claim.
 * @returns null when the thread is gone; `forClass` null for a private thread
 */
export async function typingIn(
  threadId: string,
  who: { id: string; name: string },
): Promise<{ body: ThreadTyping; forClass: ForClass<ThreadTyping> | null } | null> {
  const [row] = await read<Row>(sql`
    SELECT visibility, anonymous, student_id, alias_id,
      coalesce(claimed_by_id = ${who.id}::uuid AND claimed_until > now(), false) AS claimed
    FROM threads WHERE id = ${threadId}::uuid`);
  if (!row) return null;
  if (row.claimed) await renewClaim(threadId, who);
  const { id, name } = authorIn(row, who);
  const body = { threadId, userId: id, name };
  return { body, forClass: forClassTyping(body, row) };
}
