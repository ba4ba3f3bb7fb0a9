import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { copyOf } from "#lib/testing/database.ts";
import { db, pool } from "./client";
import { closeDatabase, openDatabase } from "./open";
import { read, sql, write } from "./sql";
import { transaction } from "./transaction";

let template: string;
let folder: string;
let dataDir: string;
const children: ChildProcess[] = [];

// The first start takes seconds. So it is done once, and each test gets a copy.
beforeAll(async () => {
  template = copyOf(null);
  await openDatabase({ databaseUrl: null, dataDir: template });
  await closeDatabase();
});
afterAll(() => rmSync(template, { recursive: true, force: true }));
beforeEach(() => {
  folder = copyOf(template);
  dataDir = folder;
});
afterEach(async () => {
  await closeDatabase();
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});
const open = () => openDatabase({ databaseUrl: null, dataDir });

/** Starts a process that opens the embedded database and writes rows one after the other. `acknowledged` has those that it reported. */
function writer(): { child: ChildProcess; acknowledged: number[]; said: () => string; ended: Promise<void> } {
  const program = `
    import { openDatabase } from "#lib/server/db/open.ts";
    import { sql, write } from "#lib/server/db/sql.ts";
    await openDatabase({ databaseUrl: null, dataDir: ${JSON.stringify(dataDir)} });
    await write(sql\`CREATE TABLE IF NOT EXISTS written (n int)\`);
    for (let n = 0; ; n++) { await write(sql\`INSERT INTO written VALUES (\${n})\`); console.log("wrote " + n); }`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const acknowledged: number[] = [];
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    for (const [, n] of chunk.toString().matchAll(/wrote (\d+)/g)) acknowledged.push(Number(n));
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return { child, acknowledged, said: () => said, ended: new Promise((resolve) => child.once("exit", () => resolve())) };
}

/** A message of PostgreSQL's protocol: a type, the length, the rest. */
function message(type: string, rest: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + rest.length);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(rest, "latin1")]);
}

// Each start of the database takes seconds of processor time, and five times as long on a busy machine.
describe("the embedded database", { timeout: 60_000 }, () => {
  it("prepares its statements anew on the connection that follows one that broke", async () => {
    await open();
    const one = () => read<{ n: number }>(sql`SELECT ${1}::int AS n`);
    await one();
    const prepared = () => read<{ name: string }>(sql`SELECT name FROM pg_prepared_statements WHERE statement LIKE '%AS n'`);
    const [before] = await prepared();

    (await pool().connect()).release(new Error("broken"));

    expect(await one()).toEqual([{ n: 1 }]);
    const after = await prepared();
    expect(after).toHaveLength(1);
    expect(after[0]?.name).not.toBe(before?.name);
  });

  it("drops what a connection had sent of a statement when it broke", async () => {
    await open();
    const socket = connect(join(dataDir, "run/.s.PGSQL.5432"));
    socket.write(message("", `\0\x03\0\0user\0postgres\0database\0postgres\0\0`));
    await once(socket, "data");

    socket.end(message("P", "left\0SELECT 1\0\0\0"));
    socket.resume();
    await once(socket, "close");

    const prepared = await read<{ name: string }>(sql`SELECT name FROM pg_prepared_statements WHERE name = 'left'`);
    expect(prepared).toEqual([]);
  });

  it("keeps what was written over a restart, in a folder that only its user can open", async () => {
    await open();
    await write(sql`CREATE TABLE kept (n int)`);
    await write(sql`INSERT INTO kept VALUES (1)`);

    expect(statSync(join(dataDir, "run")).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, "run/.s.PGSQL.5432")).mode & 0o777).toBe(0o600);

    await closeDatabase();
    await open();
    expect(await read(sql`SELECT n FROM kept`)).toEqual([{ n: 1 }]);
  });

  it("keeps clients apart: many reads and transactions side by side", async () => {
    await open();
    await write(sql`CREATE TABLE tally (n int)`);
    const acts = Array.from({ length: 60 }, (_, n) =>
      n % 3 === 0
        ? transaction(async (tx) => {
            await tx.$executeRaw`INSERT INTO tally VALUES (${n}::int)`;
            if (n % 2) throw new Error("rolled back");
          }).catch(() => undefined)
        : n % 3 === 1
          ? read(sql`SELECT ${n}::int AS n`).then(([row]) => expect(row).toEqual({ n }))
          : db().user.count(),
    );
    await Promise.all(acts);

    expect(await read(sql`SELECT count(*) AS n FROM tally`)).toEqual([{ n: 10 }]);
  });

  it("refuses a second process and says what to do", async () => {
    await open();
    const second = writer();
    await second.ended;
    expect(second.said()).toMatch(
      /The embedded database in .* is in use by process \d+\. Stop that one first, set DATA_DIR .* or set DATABASE_URL/,
    );
  });

  it("loses no acknowledged row when it is killed in the middle of writing", async () => {
    for (let round = 0; round < 2; round++) {
      const { child, acknowledged, ended } = writer();
      while (acknowledged.length < 40) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill("SIGKILL");
      await ended;
      await open();
      const stored = new Set((await read<{ n: number }>(sql`SELECT n FROM written`)).map(({ n }) => n));
      expect(acknowledged.filter((n) => !stored.has(n))).toEqual([]);
      await write(sql`TRUNCATE written`);
      await closeDatabase();
    }
  });

  it("finds another place for its socket when the folder's path is too long for one", async () => {
    dataDir = join(folder, "d".repeat(90));
    mkdirSync(dataDir);
    renameSync(join(folder, "db"), join(dataDir, "db"));
    await open();
    expect(await read(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
    expect(readdirSync(dataDir)).not.toContain("run");
  });

  it("says so when the database cannot be opened, and lets go of the folder", async () => {
    renameSync(join(dataDir, "db"), join(dataDir, "aside"));
    writeFileSync(join(dataDir, "db"), "not a folder");
    await expect(open()).rejects.toThrow(/^The embedded database in .* does not start: ./);

    rmSync(join(dataDir, "db"));
    renameSync(join(dataDir, "aside"), join(dataDir, "db"));
    await open();

    expect(readdirSync(dataDir).filter((name) => name.startsWith("lock"))).toHaveLength(1);
    expect(JSON.parse(readFileSync(join(dataDir, "lock.2"), "utf8"))).toMatchObject({ pid: process.pid });
  });
});
