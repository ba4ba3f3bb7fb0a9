import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Pool, PoolClient } from "pg";
import { log } from "../log";

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null; rolled_back_at: Date | null };

/** Any number that no other program uses as an advisory lock on this database. */
const advisoryLockId = 727_274_001;

/** Prisma's own table in Prisma's own form, so that `prisma migrate deploy` finds nothing to do. */
const createMigrationsTable = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/** The migrations in the order in which they apply. */
export function readMigrations(folder = resolve(process.cwd(), "prisma/migrations")): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const file = readFileSync(join(folder, name, "migration.sql"));
      return { name, sql: file.toString("utf8"), checksum: createHash("sha256").update(file).digest("hex") };
    });
}

async function appliedMigrations(client: PoolClient): Promise<Map<string, Applied>> {
  const known = await client.query<{ there: boolean }>(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`);
  if (!known.rows[0]?.there) return new Map();
  const { rows } = await client.query<Applied>(
    `SELECT migration_name, checksum, finished_at, rolled_back_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

/** The migrations that are still to be applied. @throws Error for one that failed, or that was changed after it was applied */
function pendingMigrations(migrations: Migration[], applied: Map<string, Applied>): Migration[] {
  return migrations.filter((migration) => {
    const row = applied.get(migration.name);
    if (row && !row.finished_at)
      throw new Error(
        `The migration ${migration.name} was begun and did not finish. Repair the database, then delete its row in _prisma_migrations or set rolled_back_at.`,
      );
    if (row && row.checksum !== migration.checksum)
      throw new Error(
        `The migration ${migration.name} was changed after it was applied. Restore its file, and put the change into a new migration.`,
      );
    return !row;
  });
}

/**
 * Brings the database up to date. Each migration is one transaction, so it is applied wholly or not at all. Of two processes that start at
 * once, one migrates and the other waits (on the embedded database the folder's lock prevents two).
 */
export async function migrate(pool: Pool, migrations = readMigrations()): Promise<string[]> {
  const client = await pool.connect();
  try {
    if (pendingMigrations(migrations, await appliedMigrations(client)).length === 0) return [];
    await client.query("SELECT pg_advisory_lock($1)", [advisoryLockId]);
    try {
      await client.query(createMigrationsTable);
      const todo = pendingMigrations(migrations, await appliedMigrations(client));
      for (const migration of todo) await apply(client, migration);
      return todo.map((migration) => migration.name);
    } finally {
      // A broken connection has lost the lock already, and what broke it is the error to throw.
      await client.query("SELECT pg_advisory_unlock($1)", [advisoryLockId]).catch(() => undefined);
    }
  } finally {
    client.release();
  }
}

async function apply(client: PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  const started = new Date();
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, now(), $3, $4, 1)`,
      [randomUUID(), checksum, name, started],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new Error(`The migration ${name} failed, and nothing of it was kept: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  log.info({ migration: name }, "migration applied");
}
