import { config } from "../config";
import { query } from "../db/client";

/** So many rows go at a time, so that nobody waits behind a long transaction. */
const batch = 1000;

/** Lets go of what the audit log has kept for longer than AUDIT_KEEP. @returns how many entries went */
export async function pruneAudit(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - config().auditKeep * 1000);
  for (let total = 0; ; ) {
    const gone = await query("DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log WHERE at < $1 LIMIT $2) RETURNING 1", [
      before,
      batch,
    ]);
    total += gone.length;
    if (gone.length < batch) return total;
  }
}
