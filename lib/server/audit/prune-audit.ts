import { config } from "../config";
import { sql, write } from "../db/sql";

/** How many rows one statement deletes, so that nobody waits behind a long one. */
const rowsPerBatch = 1000;

/** Deletes entries of the audit log that are older than AUDIT_KEEP. @returns the number of entries deleted */
export async function pruneAudit(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - config().auditKeep * 1000);
  for (let total = 0; ; ) {
    const gone = await write(
      sql`DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log WHERE at < ${before} LIMIT ${rowsPerBatch}) RETURNING 1`,
    );
    total += gone.length;
    if (gone.length < rowsPerBatch) return total;
  }
}
