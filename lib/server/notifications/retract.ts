import type { Unit } from "../commit";
import type { Sql } from "../db/sql";
import { changeInboxes } from "./inbox-changes";

/**
 * Takes back all notifications that match a condition over `notifications n`, with their toasts and counts (docs/contract.md section 7).
 * The caller has locked the threads concerned.
 */
export async function retract(unit: Unit, rows: Sql): Promise<void> {
  const owners = await unit.tx.$queryRaw<{ user_id: string }[]>`
    SELECT DISTINCT n.user_id FROM notifications n WHERE n.removed_at IS NULL AND ${rows}`;
  await changeInboxes(
    unit,
    owners.map(({ user_id }) => ({ userId: user_id, kind: "remove", rows })),
  );
}
