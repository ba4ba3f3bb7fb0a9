import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import type { TestProject } from "vitest/node";
import { createDatabase, databaseUrl, dropDatabases, findPostgres } from "./test-postgres";
import type { TestPostgres } from "./throwaway-postgres";

/** The PostgreSQL server of the tests, with the name of a migrated template. null: the tests use embedded databases. */
export type TestServer = { url: string; template: string } | null;

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
    /** A data folder with a migrated embedded database, which is closed. Each test file copies it. null on a server. */
    embeddedTemplate: string | null;
  }
}

/** Runs before all tests: makes a migrated template, which test files copy, and provides where it is. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = await findPostgres();
  console.log(found ? `Tests run on PostgreSQL (${found.whose})` : "Tests run on the embedded PostgreSQL");
  return found ? onServer(project, found.postgres) : onEmbedded(project);
}

async function onServer(project: TestProject, { url, stop }: TestPostgres): Promise<() => Promise<void>> {
  // Two projects of one run have a template each.
  const template = `handraise_test_${process.pid}_${randomBytes(3).toString("hex")}`;
  await createDatabase(url, template);
  const pool = new Pool({ connectionString: databaseUrl(url, template), max: 1 });
  const { migrate } = await quietly(() => import("../server/db/migrate"));
  await migrate(pool);
  await pool.end();
  project.provide("testServer", { url, template });
  project.provide("embeddedTemplate", null);
  return async () => {
    await dropDatabases(url, template);
    await stop();
  };
}

async function onEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "handraise-template-"));
  const { openDatabase, closeDatabase } = await quietly(() => import("../server/db/open"));
  await openDatabase({ databaseUrl: null, dataDir: folder });
  await closeDatabase();
  project.provide("testServer", null);
  project.provide("embeddedTemplate", folder);
  return async () => rmSync(folder, { recursive: true, force: true });
}

/** Sets the log level before the log is loaded, because that of the test configuration reaches only the workers. */
async function quietly<Module>(load: () => Promise<Module>): Promise<Module> {
  process.env.LOG_LEVEL ||= "warn";
  return load();
}
