import { Pool } from "pg";
import { answers, startThrowaway, type TestPostgres } from "./throwaway-postgres";

/** A PostgreSQL server: that of TEST_DATABASE_URL, the usual local one, or a new one. null: there is none, or TEST_DATABASE=embedded. */
export async function findPostgres(): Promise<{ postgres: TestPostgres; whose: string } | null> {
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

/** The address of another database on the same server. */
export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Makes a database, empty or as a copy of `template`, to which nobody may be connected. @throws the error of PostgreSQL */
export async function createDatabase(url: string, name: string, template?: string): Promise<void> {
  await runOn(url, `CREATE DATABASE ${name}${template ? ` TEMPLATE ${template}` : ""}`);
  // Its commits need not outlive the machine, and a disk takes some ms for each.
  await runOn(url, `ALTER DATABASE ${name} SET synchronous_commit = off`);
}

/** Removes the database `name` and those whose names begin with it and `_`. Whoever is connected is disconnected. */
export async function dropDatabases(url: string, name: string): Promise<void> {
  const admin = new Pool({ connectionString: url, max: 1 });
  try {
    const { rows } = await admin.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname = $1 OR starts_with(datname, $2)",
      [name, `${name}_`],
    );
    for (const { datname } of rows) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  } finally {
    await admin.end();
  }
}

/** Runs a statement on a connection of its own. */
export async function runOn(url: string, statement: string): Promise<void> {
  const admin = new Pool({ connectionString: url, max: 1 });
  try {
    // A template cannot be copied twice at the same time: the second attempt fails with 55006.
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
