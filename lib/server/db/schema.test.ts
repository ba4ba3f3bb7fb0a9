import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { read, sql } from "./sql";

useTestDatabase();

const types: Record<string, string> = {
  String: "text",
  Int: "int4",
  BigInt: "int8",
  Boolean: "bool",
  Float: "float8",
  DateTime: "timestamp",
  Json: "jsonb",
  Bytes: "bytea",
};
const nativeTypes: Record<string, string> = { Uuid: "uuid", Timestamptz: "timestamptz" };

/** Indexes over an expression, which schema.prisma cannot describe. */
const inMigrationsAlone = ["notifications_of_account"];

type Model = { table: string; columns: string[]; indexes: string[] };

/** The tables that schema.prisma describes. A column has its name, its type, whether it may be null, and whether it has a default. */
function modelsOf(schema: string): Model[] {
  const blocks = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  return blocks.map(([, name = "", body = ""]) => {
    const lines = body.split("\n").map((line) => line.trim());
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name;
    const columns = lines.flatMap((line) => columnOf(line) ?? []);
    const named = [...body.matchAll(/@(?:index|unique)\(.*?map: "(\w+)"/g)].map(([, index = ""]) => index);
    return { table, columns: columns.sort(), indexes: [...named, `${table}_pkey`].sort() };
  });
}

function columnOf(line: string): string | null {
  const [, field = "", type = "", optional = ""] = /^(\w+)\s+(\w+)(\?|\[\])?/.exec(line) ?? [];
  const usual = types[type];
  if (line.startsWith("//") || usual === undefined || optional === "[]") return null;
  const native = /@db\.(\w+)/.exec(line)?.[1];
  const stored = native === undefined ? usual : (nativeTypes[native] ?? native);
  const filled = /@default\(/.test(line);
  return `${/@map\("(\w+)"\)/.exec(line)?.[1] ?? field} ${stored}${optional === "?" ? " null" : ""}${filled ? " default" : ""}`;
}

describe("the schema", () => {
  it("is in the database, by its migrations, as schema.prisma says", async () => {
    const models = modelsOf(readFileSync(join(process.cwd(), "prisma/schema.prisma"), "utf8"));
    const columns = await read<{ table: string; column: string }>(sql`
    SELECT table_name AS table, column_name || ' ' || udt_name || CASE WHEN is_nullable = 'YES' THEN ' null' ELSE '' END
      || CASE WHEN column_default IS NOT NULL THEN ' default' ELSE '' END AS column
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`);
    const indexes = await read<{ table: string; index: string }>(
      sql`SELECT tablename AS table, indexname AS index FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
    );
    const tables = [...new Set(columns.map(({ table }) => table))].sort();
    const stored = tables.map((table) => ({
      table,
      columns: columns.flatMap((row) => (row.table === table ? [row.column] : [])).sort(),
      indexes: indexes.flatMap((row) => (row.table === table && !inMigrationsAlone.includes(row.index) ? [row.index] : [])).sort(),
    }));

    expect(models.length).toBeGreaterThan(15);
    expect(stored).toEqual(models.toSorted((a, b) => (a.table < b.table ? -1 : 1)));
  });
});
