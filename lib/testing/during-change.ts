import { expect } from "vitest";
import { read, type Sql, sql } from "#lib/server/db/sql.ts";
import { transaction } from "#lib/server/db/transaction.ts";

/** What the deletion of an account, or another role, does to its row. */
export const deletion = (userId: string): Sql => sql`UPDATE users SET email = NULL, deleted_at = now() WHERE id = ${userId}::uuid`;
export const newRole = (userId: string): Sql => sql`UPDATE users SET role = 'lecturer' WHERE id = ${userId}::uuid`;

/**
 * Begins `act` while a change is under way that commits only when `act` waits for it. Not for the embedded database, which runs one
 * transaction at a time.
 * @returns what `act` answered, or its error
 */
export async function duringChange(change: Sql, act: () => Promise<unknown>): Promise<unknown> {
  let [begin, end] = [() => {}, () => {}];
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  const changing = transaction(async (tx) => {
    await tx.$executeRaw(change);
    begin();
    await ended;
  });
  await begun;
  const answer = act().catch((error: unknown) => error);
  const waiting = sql`SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  try {
    await expect.poll(async () => (await read(waiting)).length).toBe(1);
  } finally {
    end();
    await changing;
  }
  return answer;
}
