import { Pool } from "pg";
import { createInboxStore, type InboxStore } from "#lib/client/inbox/inbox-store.ts";
import { db } from "#lib/server/db/client.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { type OwnRedis, ownRedis } from "#lib/testing/redis.ts";
import { startThrowaway, type Throwaway } from "#lib/testing/throwaway-postgres.ts";
import { AppServer } from "../../e2e/server";
import { makePairs, type Pair } from "../pairs";
import { Unavailable } from "../report";

/** What a run is made in: an own PostgreSQL, an own Redis, app processes and people. */
export type World = {
  postgres: Throwaway;
  redis: OwnRedis;
  apps: AppServer[];
  pairs: Pair[];
  epoch: string;
  /** Rows by plain SQL, past the app. */
  rows<Row>(sql: string, params?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
};

// What was set before stays, because this process has read it.
const secret = process.env.NEXTAUTH_SECRET || "a-secret-for-chaos-of-more-than-32-bytes";

/** `fsync`: whether a commit waits for the disk, as in use. */
type Options = { processes: number; people: number; fsync?: boolean };

/** @throws Unavailable when the machine has no PostgreSQL or no Redis to start */
export async function makeWorld({ processes, people, fsync = false }: Options): Promise<World> {
  const postgres = await startThrowaway({ fsync });
  const redis = await ownRedis();
  if (!postgres || !redis) {
    await Promise.all([postgres?.stop(), redis?.stop()]);
    throw new Unavailable("PostgreSQL 15 and Redis 7 are needed as installed programs (initdb, postgres, redis-server)");
  }
  process.env.NEXTAUTH_SECRET = secret;
  // Devices and writers keep the token they were made with: it outlasts the longest bar.
  process.env.ACCESS_TOKEN_TTL = "2h";
  await openDatabase({ databaseUrl: postgres.url, dataDir: "" });
  const { epoch } = await db().installation.findFirstOrThrow();
  const pairs = await makePairs(people);
  await closeDatabase();
  const env = { DATABASE_URL: postgres.url, REDIS_URL: redis.url, NEXTAUTH_SECRET: secret, RATE_LIMITS: "off", LOG_LEVEL: "fatal" };
  const apps = await Promise.all(Array.from({ length: processes }, () => AppServer.create(env)));
  const pool = new Pool({ connectionString: postgres.url, max: 4 });
  pool.on("error", () => undefined);
  return {
    postgres,
    redis,
    apps,
    pairs,
    epoch,
    rows: async <Row>(sql: string, params: unknown[] = []) => (await pool.query(sql, params)).rows as Row[],
    async stop() {
      await Promise.all(apps.map((app) => app.remove()));
      await pool.end();
      await redis.stop();
      await postgres.stop();
    },
  };
}

/** What the database says someone's inbox is: ids newest first, and how much is unread. */
export async function truth(world: World, userId: string): Promise<{ ids: string[]; unread: number; seq: number }> {
  const [row] = await world.rows<{ ids: string[]; unread: string; seq: string }>(
    `SELECT i.seq, (SELECT coalesce(array_agg(id::text ORDER BY created_at DESC, id DESC), '{}') FROM notifications n
       WHERE n.user_id = i.user_id AND counted AND removed_at IS NULL) AS ids,
       (SELECT count(DISTINCT thread_id) FROM notifications n
       WHERE n.user_id = i.user_id AND counted AND removed_at IS NULL AND read_at IS NULL) AS unread
     FROM inbox i WHERE i.user_id = $1`,
    [userId],
  );
  if (!row) throw new Error("no inbox");
  return { ids: row.ids, unread: Number(row.unread), seq: Number(row.seq) };
}

/** The store of a page that knows nothing yet. */
export const emptyStore = (epoch: string): InboxStore =>
  createInboxStore({ notifications: [], counts: { unread: 0, unread_threads: 0 }, seq: 0, epoch });
