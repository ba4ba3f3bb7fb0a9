import { query } from "../db/client";

/** How many rows one statement deletes, so that nobody waits behind a long one. */
const batch = 500;

/**
 * Deletes sessions that ended or ran out three months ago, with their tokens, and links that ran out. Until then sessions say which
 * networks a person signs in from.
 * @returns the number of rows deleted
 */
export async function pruneSessions(): Promise<number> {
  const links = await query("DELETE FROM one_time_links WHERE expires_at < now() RETURNING 1");
  for (let total = links.length; ; ) {
    const gone = await query(
      `DELETE FROM sessions WHERE id IN (
         SELECT id FROM sessions WHERE ended_at < now() - interval '90 days' OR expires_at < now() - interval '90 days' LIMIT $1) RETURNING 1`,
      [batch],
    );
    total += gone.length;
    if (gone.length < batch) return total;
  }
}
