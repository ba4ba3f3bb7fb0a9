import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool, type PoolClient } from "pg";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { type OwnRedis, ownRedis } from "#lib/testing/redis.ts";
import { startThrowaway, type Throwaway } from "#lib/testing/throwaway-postgres.ts";
import { AppServer } from "../../e2e/server";
import { pause, Unavailable } from "../report";
import { watchHealth, watchMemory } from "./health";
import { type Answer, type Ask, send } from "./http";
import { type Kind, makePeople, type People, type Scene } from "./people";

export const secret = "a-secret-for-attacks-of-more-than-32-bytes";

export type TargetOptions = {
  /** How many servers on one database; more than one have a Redis. */
  processes?: number;
  database?: "postgres" | "embedded";
  /** A Redis also for one process. */
  redis?: boolean;
  limits?: "on" | "off";
  /** More of the servers' environment. */
  env?: Record<string, string>;
};

/** What is attacked: built servers as users start them, on a database of their own. */
export type Target = {
  apps: AppServer[];
  /** Of the first server, by address rather than name. */
  url: string;
  people: People;
  scene: Scene;
  redis: OwnRedis | null;
  postgres: Throwaway | null;
  /** One request to a server (the first unless `at` says which), as someone: by bearer token unless `by` says cookie. */
  ask(kind: Kind, method: string, path: string, ask?: Ask & { by?: "bearer" | "cookie"; at?: number }): Promise<Answer>;
  /** Rows by plain SQL, past the app. On the embedded database without parameters alone: its socket server mixes up prepared statements. */
  rows<Row>(sql: string, params?: unknown[]): Promise<Row[]>;
  /** A hash of every row of every table, by table. */
  fingerprint(): Promise<Record<string, string>>;
  /** One more server on the same database, with these settings besides; it ends with the others. */
  start(env: Record<string, string>): Promise<AppServer>;
  /** A server on the same database as it stands behind https (ask.example.edu), open to pages of any origin; one for all who ask. */
  public(): Promise<AppServer>;
  /** Keeps all rows as they are now; what it gives back puts them there again, on PostgreSQL. Jobs that were enqueued meanwhile are forgotten. */
  save(): Promise<() => Promise<void>>;
  /** Watches how the first server answers `/api/health`, and its memory above what it takes now. */
  watch(everyMs?: number): () => Promise<{ health: Awaited<ReturnType<ReturnType<typeof watchHealth>["stop"]>>; megabytes: number | null }>;
  stop(): Promise<void>;
};

/** Addresses by number: a name may mean another address first than the one that the server listens at. */
export const addressOf = (app: AppServer) => `http://127.0.0.1:${app.port}`;

/** How someone is known to the server. */
export function headersOf(people: People, kind: Kind, by: "bearer" | "cookie" = "bearer"): Record<string, string> {
  if (kind === "nobody") return {};
  return by === "bearer" ? { authorization: `Bearer ${people[kind].token}` } : { cookie: people[kind].cookie };
}

/** The tables of `before` and `after` whose rows differ. */
export const changed = (before: Record<string, string>, after: Record<string, string>): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((table) => before[table] !== after[table]);

const tablesOfApp = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";

/** @throws Unavailable when the machine has no PostgreSQL or no Redis to start */
export async function makeTarget(options: TargetOptions = {}): Promise<Target> {
  const { processes = 1, database = "postgres", limits = "off", env = {} } = options;
  const dataDir = mkdtempSync(join(tmpdir(), "handraise-attack-"));
  const wantsRedis = options.redis ?? processes > 1;
  const postgres = database === "postgres" ? await startThrowaway() : null;
  const redis = wantsRedis ? await ownRedis() : null;
  const clear = async () => {
    await Promise.all([postgres?.stop(), redis?.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  };
  if ((database === "postgres" && !postgres) || (wantsRedis && !redis)) {
    await clear();
    throw new Unavailable("PostgreSQL 15 and Redis 7 are needed as installed programs (initdb, postgres, redis-server)");
  }
  process.env.NEXTAUTH_SECRET = secret;
  // The harness signs the people's tokens itself, for longer than any bar takes.
  process.env.ACCESS_TOKEN_TTL = "2h";
  await openDatabase({ databaseUrl: postgres?.url ?? null, dataDir });
  const { people, scene } = await makePeople().finally(closeDatabase);
  const settings = {
    ...(postgres ? { DATABASE_URL: postgres.url } : { DATA_DIR: dataDir }),
    ...(redis && { REDIS_URL: redis.url }),
    ...{ NEXTAUTH_SECRET: secret, RATE_LIMITS: limits, LOG_LEVEL: "fatal", ACCESS_TOKEN_TTL: "" },
    ...env,
  };
  const apps = await Promise.all(Array.from({ length: processes }, () => AppServer.create(settings)));
  const pool = new Pool({
    ...(postgres ? { connectionString: postgres.url, max: 4 } : { host: join(dataDir, "run"), user: "postgres", max: 1 }),
  });
  pool.on("error", () => undefined);
  const rows = async <Row>(sql: string, params?: unknown[]) => (await (params ? pool.query(sql, params) : pool.query(sql))).rows as Row[];
  const url = addressOf(apps[0] as AppServer);
  const start = async (more: Record<string, string>) => {
    const app = await AppServer.create({ ...settings, ...more });
    apps.push(app);
    return app;
  };
  let saves = 0;
  let behindHttps: Promise<AppServer> | undefined;
  const fingerprint = () => fingerprintBy(pool);
  return {
    ...{ apps, url, people, scene, redis, postgres, rows, fingerprint },
    ask(kind, method, path, { by = "bearer", at = 0, ...rest } = {}) {
      const headers = { ...headersOf(people, kind, by), ...rest.headers };
      return send(addressOf(apps[at] as AppServer), method, path, { ...rest, headers });
    },
    start,
    public() {
      behindHttps ??= start({ NEXTAUTH_URL: "https://ask.example.edu", CORS_ORIGIN: "*" });
      return behindHttps;
    },
    async save() {
      const tables = (await rows<{ name: string }>(tablesOfApp)).map(({ name }) => name);
      const schema = `saved_${++saves}`;
      await pool.query(`CREATE SCHEMA ${schema}`);
      for (const name of tables) await pool.query(`CREATE TABLE ${schema}."${name}" AS TABLE public."${name}"`);
      const before = await fingerprint();
      return async () => {
        await pool.query("DELETE FROM pgboss.job WHERE state = 'created'");
        while ((await rows("SELECT 1 FROM pgboss.job WHERE state = 'active'")).length > 0) await pause(20);
        const client = await pool.connect();
        try {
          await lockAll(client, tables);
          const back = changed(before, await fingerprintBy(client)).map(
            (name) => `DELETE FROM public."${name}"; INSERT INTO public."${name}" SELECT * FROM ${schema}."${name}"`,
          );
          // Without triggers and foreign keys: rows come back in any order.
          await client.query(["SET LOCAL session_replication_role = replica", ...back, "COMMIT"].join("; "));
        } finally {
          client.release();
        }
      };
    },
    watch(everyMs) {
      const health = watchHealth(`${url}/api/health`, everyMs);
      const memory = watchMemory(apps[0]?.pid);
      return async () => ({ health: await health.stop(), megabytes: await memory.stop() });
    },
    async stop() {
      await Promise.all(apps.map((app) => app.remove()));
      await pool.end();
      await clear();
    },
  };
}

async function fingerprintBy(database: Pool | PoolClient): Promise<Record<string, string>> {
  const tables = (await database.query<{ name: string }>(tablesOfApp)).rows;
  const parts = tables.map(
    ({ name }) => `SELECT '${name}' AS name, (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM "${name}" t) AS hash`,
  );
  const hashes = (await database.query<{ name: string; hash: string | null }>(parts.join(" UNION ALL "))).rows;
  return Object.fromEntries(hashes.map(({ name, hash }) => [name, hash ?? "empty"]));
}

/**
 * Begins a transaction with all tables locked, once nobody changes any of them. Never waits while it holds some of them: the server also works
 * of its own accord, as when it tells the class of votes a second after them, and locks tables in another order.
 */
async function lockAll(client: PoolClient, tables: string[]): Promise<void> {
  const names = tables.map((name) => `public."${name}"`).join(", ");
  for (;;) {
    try {
      await client.query(`BEGIN; LOCK TABLE ${names} IN EXCLUSIVE MODE NOWAIT`);
      return;
    } catch (error) {
      await client.query("ROLLBACK");
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      await pause(10);
    }
  }
}

/** PostgreSQL's code. */
const lockNotAvailable = "55P03";

let shared: Promise<{ target: Target; restore: () => Promise<void> }> | undefined;

/**
 * One server on PostgreSQL without rate limits for all bars: a start costs seconds. Every row is as it was at first, whatever a bar before did. Who needs
 * other settings makes a target of its own.
 */
export async function sharedTarget(): Promise<Target> {
  shared ??= makeTarget().then(async (target) => ({ target, restore: await target.save() }));
  const { target, restore } = await shared;
  await restore();
  return target;
}

export async function stopSharedTarget(): Promise<void> {
  const made = await shared?.catch(() => undefined);
  await made?.target.stop();
}
