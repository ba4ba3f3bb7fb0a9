import { deleteInBatches } from "../db/delete-in-batches";
import { sql, write } from "../db/sql";

/**
 * Deletes sessions that ended or ran out three months ago, with their tokens, and links that ran out. Until then sessions say which
 * networks a person signs in from.
 * @returns the number of rows deleted
 */
export async function pruneSessions(): Promise<number> {
  const links = await write(sql`DELETE FROM one_time_links WHERE expires_at < now() RETURNING 1`);
  const sessions = await deleteInBatches(500, async (limit) => {
    const deleted = await write(sql`
      DELETE FROM sessions WHERE id IN (
        SELECT id FROM sessions
        WHERE ended_at < now() - interval '90 days' OR expires_at < now() - interval '90 days' LIMIT ${limit})
      RETURNING 1`);
    return deleted.length;
  });
  return links.length + sessions;
}
