import { describe, expect, it } from "vitest";
import { sourcesBelow, textOf } from "#lib/testing/architecture/sources.ts";

/** Files that may query the database in another way, and why. */
const otherWays: Record<string, string> = {
  "lib/server/jobs/boss.ts": "runs what pg-boss writes",
  "lib/server/jobs/enqueue.ts": "runs what pg-boss writes, in a transaction",
};
const ways = [
  {
    not: /\b(?:tx|db\(\))\s*\.\s*\w+\s*\.\s*(?:find|count|aggregate|groupBy)/,
    instead: "a model reads: use read(sql`…`), in a transaction tx.$queryRaw",
  },
  { not: /\bdb\(\)/, instead: "Prisma on the pool: use read(sql`…`) or write(sql`…`), or a transaction" },
  { not: /\b(?:include|connect): |\w: \{ create(?:Many)?: /, instead: "a model touches a second table: write it as an act of its own" },
  { not: /RawUnsafe|\bPrisma\.raw\b|\bpool\(\)\.query|\brunOnPool\b|\bclient\.query\b/, instead: "SQL as a text: compose it of sql`…`" },
  { not: /[=(,]\s*\$\d+\b(?!\{)/, instead: "a numbered parameter: put the value into the template" },
];

describe("SQL", () => {
  it("is written in one way (decision 0029)", () => {
    const found = ["lib/server", "app"]
      .flatMap(sourcesBelow)
      .filter((file) => !file.startsWith("lib/server/db/"))
      .flatMap((file) => {
        const text = textOf(file);
        return ways.flatMap(({ not, instead }) => (not.test(text) ? [{ file, fault: `${file}: ${instead}` }] : []));
      });
    expect(found.filter(({ file }) => !otherWays[file]).map(({ fault }) => fault)).toEqual([]);

    const unused = Object.keys(otherWays).filter((named) => !found.some(({ file }) => file === named));
    expect(unused, "named as exceptions, and none any more").toEqual([]);
  });
});

/** Lines that the formatter cannot break: with one long text, class list or pattern. In .tsx all, because they may hold texts. */
const isLeft = (file: string, line: string) =>
  file.endsWith("x") || /"[^"]{60,}|'[^']{60,}|(?<!\bsql|Raw|>)`[^`]{60,}/.test(line) || /^\/.+\/[a-z]*[,;]?$/.test(line.trim());
const isComment = (line: string) => /^(?:\*|\/\*|\/\/)/.test(line.trim());

describe("a line of source", () => {
  it("has 140 columns at most, comments and SQL too: SQL is broken at its clauses", () => {
    const long = ["lib", "app", "components"].flatMap(sourcesBelow).flatMap((file) =>
      textOf(file)
        .split("\n")
        .flatMap((line, index) => (line.length > 140 && (isComment(line) || !isLeft(file, line)) ? [`${file}:${index + 1}`] : [])),
    );
    expect(long).toEqual([]);
  });
});
