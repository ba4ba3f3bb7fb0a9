import { query } from "../db/client";

/** So many rows go at a time, so that nobody waits behind a long transaction. */
const batch = 500;

/**
 * Lets go of sessions that ended or ran out three months ago, their tokens with them, and of links that ran out. Until then they say from where
 * someone is known to sign in.
 * @returns how many went
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
