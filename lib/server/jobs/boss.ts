import PgBoss from "pg-boss";
import { pool } from "../db/client";
import { log } from "../log";
import { remember } from "../remember";

/**
 * pg-boss on our own pool. Its tables come with our migrations. One per process, shared by the routes, which only put jobs in, and server.ts,
 * which starts it.
 */
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

/** pg-boss' upkeep is several statements in one text, BEGIN and COMMIT among them: one that fails must not leave its transaction open. */
async function executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  if (values?.length) return pool().query(text, values);
  const client = await pool().connect();
  try {
    const answer = await client.query(text);
    client.release();
    return answer;
  } catch (error) {
    // Thrown away, and its transaction with it.
    client.release(true);
    throw error;
  }
}
