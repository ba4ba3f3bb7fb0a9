import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { closeDatabase, openDatabase } from "../server/db/open";
import { sql, write } from "../server/db/sql";
import { databaseUrl } from "./global-setup";

/**
 * A database for this test file, empty before each test: a copy of the migrated template, on a PostgreSQL server or, where there is none,
 * embedded. On a server the files that run in one place after each other share theirs, because to make and drop one waits for the disk.
 */
export function useTestDatabase(): void {
  let drop = async () => undefined as unknown;
  beforeAll(async () => {
    const server = inject("testServer");
    if (server) {
      const name = `${server.template}_${process.env.VITEST_POOL_ID}`;
      if (await isNewOn(server.url, `CREATE DATABASE ${name} TEMPLATE ${server.template}`)) {
        // Its commits need not outlive the machine, and a disk takes some ms for each.
        await onServer(server.url, `ALTER DATABASE ${name} SET synchronous_commit = off`);
      } else await onServer(server.url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
      await openDatabase({ databaseUrl: databaseUrl(server.url, name), dataDir: "" });
    } else {
      const folder = copyOf(inject("embeddedTemplate"));
      drop = async () => rmSync(folder, { recursive: true, force: true });
      await openDatabase({ databaseUrl: null, dataDir: folder });
    }
  });
  beforeEach(emptyDatabase);
  afterAll(async () => {
    await closeDatabase();
    await drop();
  });
}

/** A data folder of its own with the embedded database of `template`, which must be closed; without a template an empty one. */
export function copyOf(template: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), "handraise-test-"));
  if (template) cpSync(join(template, "db"), join(folder, "db"), { recursive: true });
  return folder;
}

/** Whether this makes a database; false when it is there. */
async function isNewOn(url: string, statement: string): Promise<boolean> {
  try {
    await onServer(url, statement);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "42P04") return false;
    throw error;
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const admin = new Pool({ connectionString: url, max: 1 });
  try {
    // Two copies of one template at the same moment: the second is told that it is in use.
    for (let attempt = 1; ; attempt++) {
      try {
        await admin.query(statement);
        return;
      } catch (error) {
        if (attempt === 20 || (error as { code?: string }).code !== "55006") throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  } finally {
    await admin.end();
  }
}

/** Every row of another table belongs to one of these, and goes with it. `database.test.ts` holds it. */
const emptied = [
  sql`notifications`,
  sql`courses`,
  sql`users`,
  sql`audit_log`,
  sql`mail_server`,
  sql`school`,
  sql`pgboss.job`,
  sql`pgboss.archive`,
  sql`pgboss.schedule`,
];

/**
 * Everything out, but for what the migrations put in. Because files share a database, a row that stays would be read by the tests of
 * another. By DELETE, because TRUNCATE waits for the disk for each of 24 tables, 0.4 s before every test.
 */
export async function emptyDatabase(): Promise<void> {
  for (const table of emptied) await write(sql`DELETE FROM ${table}`);
}
