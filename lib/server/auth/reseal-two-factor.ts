import { config } from "../config";
import { lowestId, read, sql, write } from "../db/sql";
import { seal, unseal } from "./sealed-secret";

const rowsPerBatch = 500;

/**
 * Seals the secrets of authenticator apps with the first of our secrets, where another one sealed them. Then that other one can be removed,
 * even for people who have not signed in since. Also deletes set-ups that were never finished.
 * @returns the number of rows changed
 */
export async function resealTwoFactor(): Promise<number> {
  const left = await write(sql`DELETE FROM two_factor WHERE confirmed_at IS NULL AND created_at < now() - interval '1 day' RETURNING 1`);
  let changed = left.length;
  if (config().secrets.length === 1) return changed;
  for (let after: string | undefined = lowestId; after; ) {
    const rows: { id: string; secret: Buffer }[] = await read(
      sql`SELECT user_id AS id, secret FROM two_factor WHERE user_id > ${after} ORDER BY user_id LIMIT ${rowsPerBatch}`,
    );
    for (const { id, secret } of rows) {
      const opened = unseal(id, secret);
      if (!opened?.isOld) continue;
      // Only if nobody has sealed it or begun anew meanwhile.
      const sealed = Buffer.from(seal(id, opened.secret));
      const done = await write(
        sql`UPDATE two_factor SET secret = ${sealed} WHERE user_id = ${id}::uuid AND secret = ${secret} RETURNING 1`,
      );
      changed += done.length;
    }
    after = rows.length < rowsPerBatch ? undefined : rows.at(-1)?.id;
  }
  return changed;
}
