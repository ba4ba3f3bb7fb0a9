import PgBoss from "pg-boss";
import { pool } from "../db/client";
import { log } from "../log";
import { remember } from "../remember";

/** pg-boss on our own pool; our migrations make its tables. One per process: routes only add jobs, and server.ts starts the workers. */
export const boss = () =>
  remember("jobs.boss", () => {
    const made = new PgBoss({
      db: { executeSql },
      migrate: false,
      schedule: false,
      maintenanceIntervalSeconds: 5,
      archiveCompletedAfterSeconds: 3600,
      archiveFailedAfterSeconds: 7 * 24 * 3600,
    });
    made.on("error", (error) => log.warn({ err: error }, "the upkeep of jobs failed; tried again in a moment"));
    return made;
  });

/**
 * Runs pg-boss' upkeep, which is several statements in one text with BEGIN and COMMIT. A connection on which it fails is closed, so that
 * its transaction does not stay open.
 */
async function executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  if (values?.length) return pool().query(text, values);
  const client = await pool().connect();
  try {
    const answer = await client.query(text);
    client.release();
    return answer;
  } catch (error) {
    // Closes the connection, and its transaction with it.
    client.release(true);
    throw error;
  }
}
