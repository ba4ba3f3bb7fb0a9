import type { Tx } from "../db/transaction";

/**
 * Those of these people who are students now. Locks them until the end of the transaction, so that they stay students: whoever deletes one
 * of the accounts, or changes its role, finds the places and blocks that are stored for it. To be called before courses are locked.
 */
export async function lockStudents(tx: Tx, userIds: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE id = ANY(${userIds}::uuid[]) AND role = 'student' AND deleted_at IS NULL ORDER BY id FOR SHARE`;
  return new Set(rows.map(({ id }) => id));
}
