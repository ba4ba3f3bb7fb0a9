import { sql, write } from "../db/sql";

/** How many rows one statement deletes, so that nobody waits behind a long one. */
const rowsPerBatch = 500;

/**
 * Deletes sessions that ended or ran out three months ago, with their tokens, and links that ran out. Until then sessions say which
 * networks a person signs in from.
 * @returns the number of rows deleted
 */
export async function pruneSessions(): Promise<number> {
  const links = await write(sql`DELETE FROM one_time_links WHERE expires_at < now() RETURNING 1`);
  for (let total = links.length; ; ) {
    const gone = await write(sql`
      DELETE FROM sessions WHERE id IN (
        SELECT id FROM sessions
        WHERE ended_at < now() - interval '90 days' OR expires_at < now() - interval '90 days' LIMIT ${rowsPerBatch})
      RETURNING 1`);
    total += gone.length;
    if (gone.length < rowsPerBatch) return total;
  }
}
