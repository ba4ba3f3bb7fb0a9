import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { db } from "#lib/server/db/client.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { startThrowaway } from "#lib/testing/throwaway-postgres.ts";
import { AppServer } from "../../e2e/server";
import { makePairs, type Pair } from "../pairs";
import { Unavailable } from "../report";
import { type Floor, startFloor } from "./floor";

export type DatabaseKind = "postgres" | "embedded";

/** The set-up of a measurement: the built server, the floor, and pairs of people who share a thread. */
export type Scene = {
  app: AppServer;
  floor: Floor;
  pairs: Pair[];
  /** SQL past the app; null on the embedded database, which one process may open. */
  pool: Pool | null;
  databaseUrl: string | null;
  stop(): Promise<void>;
};

const secret = "a-secret-for-benches-of-more-than-32-bytes";

/**
 * Starts everything with `people` pairs, and a course for each. The floor always has a PostgreSQL of its own kind: the same server as ours,
 * or one beside the embedded database.
 * @param prepare what is put into the database before the app starts
 * @throws Unavailable when the machine has no PostgreSQL to start
 */
export async function makeScene(
  kind: DatabaseKind,
  people: number,
  env: Record<string, string> = {},
  prepare: (pairs: Pair[]) => Promise<void> = async () => undefined,
): Promise<Scene> {
  const postgres = await startThrowaway({ fsync: true });
  if (!postgres) throw new Unavailable("PostgreSQL 15 is needed as an installed program (initdb, postgres)");
  process.env.NEXTAUTH_SECRET = secret;
  process.env.ACCESS_TOKEN_TTL = "2h";
  const dataDir = mkdtempSync(join(tmpdir(), "handraise-bench-"));
  const databaseUrl = kind === "postgres" ? postgres.url : null;
  await openDatabase({ databaseUrl, dataDir });
  const pairs = await makePairs(people);
  await prepare(pairs);
  await closeDatabase();
  const app = await AppServer.create({
    DATABASE_URL: databaseUrl ?? "",
    DATA_DIR: dataDir,
    NEXTAUTH_SECRET: secret,
    RATE_LIMITS: "off",
    LOG_LEVEL: "fatal",
    ...env,
  });
  const floor = await startFloor(postgres.url);
  const pool = databaseUrl === null ? null : new Pool({ connectionString: databaseUrl, max: 4 });
  pool?.on("error", () => undefined);
  return {
    app,
    floor,
    pairs,
    pool,
    databaseUrl,
    async stop() {
      await app.remove();
      await floor.stop();
      await pool?.end();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Puts `count` notifications into someone's inbox by one statement, half of them unread. */
export async function fillInbox(userId: string, courseId: string, count: number): Promise<void> {
  const payload = JSON.stringify({ courseId, courseTitle: "Programming 1", lecturerId: userId, timestamp: new Date() });
  await db().$executeRaw`
    INSERT INTO notifications (id, user_id, type, payload, subject_id, created_at, read_at, seq)
    SELECT gen_random_uuid(), ${userId}::uuid, 'course/created', ${payload}::jsonb, gen_random_uuid(), now() - n * interval '1 minute',
           CASE WHEN n % 2 = 0 THEN now() END, n
    FROM generate_series(1, ${count}::int) AS n`;
  await db().$executeRaw`UPDATE inbox SET seq = seq + ${count} WHERE user_id = ${userId}::uuid`;
}
