import { config } from "../config";
import { deleteInBatches } from "../db/delete-in-batches";
import { sql, write } from "../db/sql";

/** Deletes entries of the audit log that are older than AUDIT_KEEP. @returns the number of entries deleted */
export async function pruneAudit(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - config().auditKeep * 1000);
  return deleteInBatches(1000, async (limit) => {
    const deleted = await write(
      sql`DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log WHERE at < ${before} LIMIT ${limit}) RETURNING 1`,
    );
    return deleted.length;
  });
}
