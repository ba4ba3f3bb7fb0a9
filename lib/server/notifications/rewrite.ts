import type { Unit } from "../commit";
import { type Sql, sql } from "../db/sql";
import { changeInboxes, type InboxWrite } from "./inbox-changes";

/**
 * Changes the words of all notifications that match a condition over `notifications n`. Read ones stay read. `payload` is an expression
 * over `n`. The caller has locked the threads concerned.
 */
export async function rewrite(unit: Unit, rows: Sql, payload: Sql): Promise<void> {
  const { tx } = unit;
  const owners = await tx.$queryRaw<{ user_id: string }[]>`
    SELECT DISTINCT n.user_id FROM notifications n WHERE n.removed_at IS NULL AND ${rows}`;
  await changeInboxes(
    unit,
    owners.flatMap(({ user_id: userId }): InboxWrite[] => [
      { userId, kind: "rewrite", rows: sql`n.read_at IS NULL AND ${rows}`, payload },
      { userId, kind: "rewrite", rows: sql`n.read_at IS NOT NULL AND ${rows}`, payload },
    ]),
  );
  // Tombstones are never shown, so this changes no inbox.
  await tx.$executeRaw`UPDATE notifications n SET payload = ${payload} WHERE n.removed_at IS NOT NULL AND ${rows}`;
}
