import { describe, expect, it, vi } from "vitest";
import { sql, write } from "#lib/server/db/sql.ts";
import { emptyDatabase, useTestDatabase } from "#lib/testing/database.ts";
import { makeSchool } from "#lib/testing/large-school.ts";
import { knownPages, pageReads, pagesOfTree } from "#lib/testing/page-reads.ts";
import { plansOf, rowsMax, tablesBySize } from "#lib/testing/plans.ts";
import { knownRoutes, type Read, reads, secondPages } from "#lib/testing/reads.ts";
import { methodsOf, routePaths } from "#lib/testing/routes.ts";
import { type Statement, statementsOf } from "#lib/testing/statements.ts";
import { writes } from "#lib/testing/writes.ts";

vi.mock("#app/session.ts", async () => (await import("#lib/testing/page-reads.ts")).session);
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  ...(await import("#lib/testing/page-reads.ts")).navigation,
}));
vi.mock("next/headers", () => ({ cookies: async () => new Map() }));

useTestDatabase();

/** Each process keeps the school's fields for 10 s, so it depends on the time whether a page reads them. */
const isRemembered = ({ text }: Statement) => /\bFROM school\b/.test(text);

/** Runs these reads in turn. @returns how many statements each took, and every statement once, with the read that sent it first */
async function record(all: Read[]): Promise<{ counts: Map<string, number>; sent: (Statement & { by: string })[] }> {
  const counts = new Map<string, number>();
  const sent = new Map<string, Statement & { by: string }>();
  for (const { name, act } of all) {
    const statements = (await statementsOf(act)).filter((one) => !isRemembered(one));
    counts.set(name, Math.max(counts.get(name) ?? 0, statements.length));
    for (const statement of statements) if (!sent.has(statement.text)) sent.set(statement.text, { ...statement, by: name });
  }
  return { counts, sent: [...sent.values()] };
}

/** Tables that stay small: those with one row, the list of migrations, and replacements that wait for their file. */
const small = ["_prisma_migrations", "installation", "mail_server", "school", "video_replacements"];

/** Statements that may read a large table, by a part of their text, and why. */
const mayReadAll: Record<string, string> = {
  "|| email, NFD)":
    "an admin looks for a part of a name or an address among everybody: rare, and 50 ms a word for each 10,000 people at most",
  "FROM sessions WHERE ended_at": "every six hours: an index on a time that each refresh of a token changes would cost more",
  "FROM images i WHERE ((i.posted_at": "every six hours: pictures that no message shows any more are found by looking at all of them",
};

/** Statements that PostgreSQL may plan at each call, by a part of their text: what admins and jobs do, and what is not asked often. */
const mayBePlanned = [
  ...["FROM audit_log e", "FROM users, LATERAL", "DELETE FROM audit_log", "FROM notifications WHERE removed_at <"],
  ...["DELETE FROM course_changes", "FROM images i", "UPDATE images i", "DELETE FROM images"],
  // A person leaves a course.
  "n.thread_id = ANY(",
  // Which of some hundred open connections have ended, every ten seconds.
  "AS open(id) JOIN sessions s",
];

describe("the statements of the app", () => {
  it("are known here: those of every route that reads, and of every page", async () => {
    const reading: string[] = [];
    for (const path of routePaths) if ((await methodsOf(path)).includes("GET")) reading.push(path);
    expect(knownRoutes, "Name the route in lib/testing/reads.ts, with what is asked of it").toEqual(reading);
    expect(knownPages, "Name the page in lib/testing/page-reads.ts, with who opens it").toEqual(pagesOfTree);
  });

  it("are as many for lists of sixty rows as for lists of three, and read no large table from end to end", {
    timeout: 240_000,
  }, async () => {
    const few = await makeSchool(3, 0);
    const { counts } = await record([...reads(few), ...pageReads(few)]);
    await emptyDatabase();
    const many = await makeSchool(60, rowsMax + 100);
    try {
      await write(sql`ANALYZE`);
      const found = await record([...reads(many), ...pageReads(many)]);
      // A queue that is longer than its page asks once how many of the whole fold.
      const allowed = (name: string) => (counts.get(name) ?? 0) + (name.startsWith("page /dashboard") ? 1 : 0);
      const more = [...found.counts].filter(([name, count]) => count > allowed(name));
      expect.soft(more, "Take more statements for more rows").toEqual([]);

      const tables = await tablesBySize();
      expect(tables.small, "Give these tables rows in lib/testing/large-school.ts").toEqual(small);
      const { sent } = await record([...secondPages(many), ...writes(many)]);
      const faults: string[] = [];
      const plannedAnew = new Set<string>();
      const excused = new Set<string>();
      for (const { by, ...statement } of [...found.sent, ...sent]) {
        const text = statement.text.replaceAll(/\s+/g, " ");
        const excuse = Object.keys(mayReadAll).find((part) => text.includes(part));
        const { faults: wrong, isPlannedAnew } = await plansOf(statement, tables.large);
        if (excuse && wrong.length > 0) excused.add(excuse);
        else faults.push(...wrong.map((fault) => `${by}: ${fault}: ${text}`));
        if (isPlannedAnew && !mayBePlanned.some((part) => text.includes(part))) plannedAnew.add(`${by}: ${text}`);
      }
      expect.soft(faults).toEqual([]);
      expect.soft([...plannedAnew], "PostgreSQL keeps no plan for these: see anyOfIds and firstRows in lib/server/db/sql.ts").toEqual([]);
      expect.soft([...excused], "Excused, and not at fault any more").toEqual(Object.keys(mayReadAll));
    } finally {
      // The next test file would empty them by DELETE, which takes seconds for so many rows.
      await write(sql`TRUNCATE users, courses, notifications, audit_log CASCADE`);
    }
  });
});
