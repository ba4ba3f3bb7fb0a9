import { describe, expect, it } from "vitest";
import { read, sql } from "../server/db/sql";
import { noteMailServer } from "../server/mail/mail-server";
import { emptyDatabase, useTestDatabase } from "./database";
import { makeScene } from "./factories";

useTestDatabase();

/** The number of rows in each table that is not empty, by its name. */
async function filledTables(): Promise<Record<string, number>> {
  const counted = await read<{ name: string; rows: number }>(sql`
    SELECT
      oid::regclass::text AS name,
      (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s', oid::regclass), false, true, '')))[1]::text::int AS rows
    FROM pg_class
    WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'pgboss'::regnamespace)`);
  return Object.fromEntries(counted.filter(({ rows }) => rows > 0).map(({ name, rows }) => [name, rows]));
}

describe("the database of a test", () => {
  it("holds nothing of the test before it", async () => {
    const before = await filledTables();
    await makeScene();
    await noteMailServer("No mail server answers");
    expect(await filledTables()).not.toEqual(before);

    await emptyDatabase();

    expect(await filledTables()).toEqual(before);
  });

  it("has no table whose rows outlive those of the people and courses", async () => {
    const outliving = await read<{ name: string }>(sql`
      WITH RECURSIVE
        reference AS (
          SELECT conrelid AS child, confrelid AS parent
          FROM pg_constraint
          WHERE contype = 'f' AND confdeltype = 'c'
        ),
        emptied (id) AS (
          SELECT unnest(ARRAY['notifications', 'courses', 'users', 'audit_log', 'mail_server', 'school']::regclass[])::oid
          UNION
          SELECT child FROM reference JOIN emptied ON parent = emptied.id
        )
      SELECT relname AS name
      FROM pg_class
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND oid NOT IN (SELECT id FROM emptied)
      ORDER BY name`);

    // These two hold what the migrations insert.
    expect(outliving.map(({ name }) => name)).toEqual(["_prisma_migrations", "installation"]);
  });
});
