import { texts } from "#lib/contract/errors.ts";
import { type Sql, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";

/** `SELECT` of the ids of the admins of now. */
export const selectAdmins: Sql = sql`SELECT id FROM users WHERE role = 'admin' AND deleted_at IS NULL`;

/**
 * Locks the present admins in order of ids. So acts on accounts run one after the other, and of two admins who delete each other one is
 * left. "No key": rows that refer to them need not wait.
 */
export async function lockAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`${selectAdmins} ORDER BY id FOR NO KEY UPDATE`;
  return rows.map(({ id }) => id);
}

/**
 * Does what `lockAdmins` does, for an act of an admin. They may have been deleted while their request was under way.
 * @throws AppError unauthenticated
 */
export async function lockAdminsFor(tx: Tx, actorId: string): Promise<string[]> {
  const admins = await lockAdmins(tx);
  if (!admins.includes(actorId)) throw new AppError("unauthenticated", texts.invalidToken);
  return admins;
}
