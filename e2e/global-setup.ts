import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createDatabase, databaseUrl, dropDatabases, findPostgres } from "#lib/testing/test-postgres.ts";
import { AppServer, type DemoData, demoData, secret } from "./server";

/**
 * Makes the demo data once, for all servers of the run to copy: embedded, by a server that starts on an empty folder as users start it, and
 * on a PostgreSQL server where there is one. @returns how to delete all of it
 */
export default async function makeDemoData(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "handraise-demo-"));
  const server = await AppServer.create({ DATA_DIR: folder });
  // It is asked to end as soon as it is ready, and has to end in order even then: nothing of it may be left in the folder.
  const exitCode = await server.stop();
  if (exitCode !== 0) throw new Error(`a server that was asked to end as soon as it was ready ended with ${exitCode}`);
  await server.remove();
  const found = await findPostgres();
  const template = `handraise_e2e_${process.pid}`;
  if (found) await seedPostgres(found.postgres.url, template, folder);
  console.log(found ? `Most stories run on PostgreSQL (${found.whose}), some on the embedded database` : "All on the embedded database");
  const made: DemoData = { folder, postgres: found && { url: found.postgres.url, template } };
  // Playwright hands the environment on to its workers.
  process.env[demoData] = JSON.stringify(made);
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    if (found) await dropDatabases(found.postgres.url, template);
    await found?.postgres.stop();
  };
}

/** A new database with the demo data. Its videos are in the folder already. */
async function seedPostgres(url: string, template: string, folder: string): Promise<void> {
  await createDatabase(url, template);
  execFileSync(process.execPath, ["scripts/run.mjs", "prisma/seed-cli.ts"], {
    cwd: resolve(import.meta.dirname, ".."),
    env: { ...process.env, DATABASE_URL: databaseUrl(url, template), DATA_DIR: folder, NEXTAUTH_SECRET: secret, LOG_LEVEL: "error" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}
