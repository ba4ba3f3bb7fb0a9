import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import type { TestProject } from "vitest/node";
import { answers, startThrowaway, type TestPostgres } from "./throwaway-postgres";

/** Where the tests' databases come from: a server with a migrated template, or, if null, the embedded one. */
export type TestServer = { url: string; template: string } | null;

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
    /** A data folder with a migrated embedded database in it, closed: each test file gets a copy. Null on a server. */
    embeddedTemplate: string | null;
  }
}

/** PostgreSQL from TEST_DATABASE_URL, the usual local one, or one of our own; null: none, or TEST_DATABASE=embedded. */
async function findServer(): Promise<{ postgres: TestPostgres; whose: string } | null> {
  const wish = process.env.TEST_DATABASE;
  if (wish === "embedded") return null;
  if (wish !== "own") {
    const configured = process.env.TEST_DATABASE_URL;
    const url = configured || "postgresql://postgres@127.0.0.1:5432/postgres";
    if (await answers(url)) return { postgres: { url, stop: async () => undefined }, whose: "the one that answers here" };
    if (configured) throw new Error("No PostgreSQL answers at TEST_DATABASE_URL.");
  }
  const postgres = await startThrowaway();
  return postgres && { postgres, whose: "one of their own" };
}

/** Before all tests: makes a migrated template, of which every test file gets a copy, and says where. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = await findServer();
  console.log(found ? `Tests run on PostgreSQL (${found.whose})` : "Tests run on the embedded PostgreSQL");
  return found ? onServer(project, found.postgres) : onEmbedded(project);
}

async function onServer(project: TestProject, { url, stop }: TestPostgres): Promise<() => Promise<void>> {
  const template = `handraise_test_${process.pid}`;
  const admin = new Pool({ connectionString: url, max: 1 });
  await admin.query(`CREATE DATABASE ${template}`);
  const pool = new Pool({ connectionString: databaseUrl(url, template), max: 1 });
  const { migrate } = await quietly(() => import("../server/db/migrate"));
  await migrate(pool);
  await pool.end();
  project.provide("testServer", { url, template });
  project.provide("embeddedTemplate", null);
  return async () => {
    const { rows } = await admin.query<{ datname: string }>("SELECT datname FROM pg_database WHERE datname = $1 OR datname LIKE $2", [
      template,
      `${template}\\_%`,
    ]);
    for (const { datname } of rows) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`);
    await admin.end();
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

/** The tests' own log level reaches their workers alone; this process loads the log, too. */
async function quietly<Module>(load: () => Promise<Module>): Promise<Module> {
  process.env.LOG_LEVEL ||= "warn";
  return load();
}

/** The same server, another database. */
export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
