import { rmSync } from "node:fs";
import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { copyOf } from "#lib/testing/database.ts";
import { databaseUrl } from "#lib/testing/test-postgres.ts";
import { type Embedded, startEmbedded } from "./embedded";
import { migrate, readMigrations } from "./migrate";

/** Each test has an empty database: a new one on a server, or else the same embedded one, emptied. */
const server = inject("testServer");
let embedded: Embedded | undefined;
let folder: string | undefined;
let admin: Pool;
let pools: Pool[];
let name: string;

beforeAll(async () => {
  if (server) {
    admin = new Pool({ connectionString: server.url, max: 1 });
    return;
  }
  folder = copyOf(inject("embeddedTemplate"));
  embedded = await startEmbedded(folder);
  admin = new Pool({ host: embedded.host, user: "postgres", database: "postgres", max: 1 });
});
beforeEach(async () => {
  name = `${server?.template}_m${Math.random().toString(36).slice(2, 8)}`;
  pools = [];
  await admin.query(
    server ? `CREATE DATABASE ${name}` : "DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS pgboss CASCADE; CREATE SCHEMA public",
  );
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  if (server) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
});
afterAll(async () => {
  await admin.end();
  await embedded?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** A pool as another process would have it. The embedded database has only one, so there it is always the same. */
function connect(): Pool {
  if (!server) return admin;
  const pool = new Pool({ connectionString: databaseUrl(server.url, name), max: 2 });
  // Dropping the database ends the connections that are still open, which is an error of the pool.
  pool.on("error", () => undefined);
  pools.push(pool);
  return pool;
}

describe("migrate", () => {
  it("applies everything once, also when three start at once, and then finds nothing to do in a moment", async () => {
    const names = readMigrations().map((migration) => migration.name);
    const done = await Promise.all([migrate(connect()), migrate(connect()), migrate(connect())]);
    expect(done.flat()).toEqual(names);

    const pool = connect();
    await pool.query("SELECT 1");
    const took: number[] = [];
    for (let n = 0; n < 5; n++) {
      const started = performance.now();
      expect(await migrate(pool)).toEqual([]);
      took.push(performance.now() - started);
    }
    // 20 ms are promised and a few are used. The rest is for a busy machine, which may stop this process for longer than that, but not five times.
    expect(Math.min(...took)).toBeLessThan(100);
  });

  it("keeps Prisma's own books", async () => {
    const pool = connect();
    await migrate(pool);
    const { rows } = await pool.query("SELECT * FROM _prisma_migrations ORDER BY migration_name");

    expect(rows).toMatchObject(
      readMigrations().map(({ name: migration_name, checksum }) => ({
        migration_name,
        checksum,
        logs: null,
        rolled_back_at: null,
        applied_steps_count: 1,
        finished_at: expect.any(Date),
      })),
    );
    expect(rows[0].checksum).toMatch(/^[0-9a-f]{64}$/);
  });

  it("refuses a changed or unfinished migration, and keeps nothing of a migration that fails", async () => {
    const pool = connect();
    await migrate(pool);
    const [first] = readMigrations();
    if (!first) throw new Error("no migrations");

    await expect(migrate(pool, [{ ...first, checksum: "0".repeat(64) }])).rejects.toThrow("was changed after it was applied");

    const broken = { name: "29990101000000_broken", sql: "CREATE TABLE half (n int); SELECT nonsense", checksum: "1".repeat(64) };
    await expect(migrate(pool, [first, broken])).rejects.toThrow("29990101000000_broken failed, and nothing of it was kept");
    expect((await pool.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);

    await pool.query("UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(migrate(pool)).rejects.toThrow("did not finish");

    // The row that Prisma leaves after a repair by hand.
    await pool.query("UPDATE _prisma_migrations SET rolled_back_at = now(), migration_name = '20000101000000_gone'");
    await pool.query("DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS pgboss CASCADE; CREATE SCHEMA public");
    expect(await migrate(pool)).toHaveLength(readMigrations().length);
  });
});
