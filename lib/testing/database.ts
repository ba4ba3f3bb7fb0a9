import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { closeDatabase, openDatabase } from "../server/db/open";
import { sql } from "../server/db/sql";
import { transaction } from "../server/db/transaction";
import { createDatabase, databaseUrl, runOn } from "./test-postgres";

/**
 * A database for this test file, emptied before each test. It is a copy of the migrated template: on a PostgreSQL server or, where there is
 * none, embedded. On a server, files that run in the same worker share one, because making and dropping a database waits for the disk.
 */
export function useTestDatabase(): void {
  let drop = async () => undefined as unknown;
  beforeAll(async () => {
    const server = inject("testServer");
    if (server) {
      const name = `${server.template}_${process.env.VITEST_POOL_ID}`;
      if (!(await isNewOn(server.url, name, server.template)))
        await runOn(server.url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
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

/** A new data folder with a copy of the embedded database in `template`, which must be closed. Without a template it is empty. */
export function copyOf(template: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), "handraise-test-"));
  if (template) cpSync(join(template, "db"), join(folder, "db"), { recursive: true });
  return folder;
}

/** Makes a copy of the template. @returns false when the database exists already */
async function isNewOn(url: string, name: string, template: string): Promise<boolean> {
  try {
    await createDatabase(url, name, template);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "42P04") return false;
    throw error;
  }
}

/** Rows of all other tables are deleted with the rows of these, by foreign keys. `database.test.ts` checks that. */
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
 * Deletes all rows but those that migrations insert. Because files share a database, a row that stays would be read by the tests of
 * another. By DELETE, because TRUNCATE waits for the disk for each of 24 tables, 0.4 s before every test. Runs again when what the test
 * before set going, such as telling of votes, locked rows in another order.
 */
export async function emptyDatabase(): Promise<void> {
  await transaction(async (tx) => {
    for (const table of emptied) await tx.$executeRaw`DELETE FROM ${table}`;
  });
}
