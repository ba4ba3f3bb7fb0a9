import { config } from "#lib/server/config.ts";
import { pool } from "#lib/server/db/client.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { seed } from "#prisma/seed.ts";

const { databaseUrl, dataDir } = config();
const url = databaseUrl === null ? null : new URL(databaseUrl);
const where = url ? `the database ${url.host}${url.pathname}` : `the embedded database in ${dataDir}`;
if (!process.argv.includes("--yes"))
  throw new Error(`This deletes everything in ${where} and puts the demo data there. If that is meant: npm run db:reset -- --yes`);
await openDatabase({ databaseUrl, dataDir });
await pool().query("DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
await closeDatabase();
await openDatabase({ databaseUrl, dataDir });
await seed();
await closeDatabase();
console.log(`The demo data is in ${where}. Password of every demo account: handraise-demo`);
