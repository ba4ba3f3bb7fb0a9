import { Client, Pool } from "pg";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeStudent } from "#lib/testing/factories.ts";
import { failure } from "../http/answer";
import { getCounts } from "../notifications/get-counts";
import { db, pool } from "./client";
import { TimeoutClient } from "./open";
import { read, sql } from "./sql";
import { transaction } from "./transaction";
import { isUnavailable } from "./unavailable";

useTestDatabase();
const thrownBy = (act: Promise<unknown>) =>
  act.then(
    () => null,
    (error: unknown) => error,
  );

/** Takes this lock. @returns what releases it */
async function hold(lock: string): Promise<() => Promise<void>> {
  const client = await pool().connect();
  await client.query("BEGIN");
  await client.query(lock);
  let isHeld = true;
  const release = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query("ROLLBACK");
    client.release();
  };
  // So that a test that fails does not leave the lock to the next one.
  onTestFinished(release);
  return release;
}

describe.runIf(inject("testServer"))("a PostgreSQL server", () => {
  it("reports itself busy to a request that waits for a lock too long, and keeps connections free for the others", async () => {
    const { caller } = await makeStudent();
    const release = await hold("LOCK TABLE courses IN ACCESS EXCLUSIVE MODE");
    const stuck = Array.from({ length: 14 }, () => thrownBy(read(sql`SELECT 1 FROM courses`)));
    const counts = await getCounts({ caller });

    expect(counts).toMatchObject({ unread: 0 });
    for (const error of await Promise.all(stuck)) {
      expect(error).toMatchObject({ digest: "busy" });
      expect(isUnavailable(error)).toBe(true);
      const answer = failure(error, "id");
      expect([answer.status, Number(answer.headers["retry-after"])]).toEqual([503, expect.toSatisfy((seconds: number) => seconds > 0)]);
    }

    await release();
    expect(await read(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  });

  it("leaves connections to reads, which do not wait, when transactions stand behind a lock", async () => {
    const { user, caller } = await makeStudent();
    const release = await hold("SELECT 1 FROM users FOR UPDATE");
    let isFree = false;
    const rename = () => transaction((tx) => tx.user.update({ where: { id: user.id }, data: { firstName: "Late" } }));
    const stuck = Promise.all(Array.from({ length: 14 }, rename)).then(() => expect(isFree).toBe(true));
    const inUse = () => pool().totalCount - pool().idleCount;

    await expect.poll(inUse).toBeGreaterThanOrEqual(9);

    const ofWaiting = sql`SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    await expect.poll(async () => (await read(ofWaiting)).length).toBe(8);
    // Eight connections in transactions, and the one that holds the lock. The one that was just read from comes back a moment later.
    await expect.poll(inUse).toBe(9);

    for (let n = 0; n < 5; n++) await getCounts({ caller });
    isFree = true;
    await release();
    await stuck;
  });

  it("ends a statement that takes too long, and is busy then", async () => {
    const [row] = await read(sql`
      SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
      current_setting('idle_in_transaction_session_timeout') AS idle`);

    expect(row).toEqual({ statement: "30s", lock: "3s", idle: "30s" });

    const client = await pool().connect();
    await client.query("SET statement_timeout = 50");
    expect(isUnavailable(await thrownBy(client.query("SELECT pg_sleep(5)")))).toBe(true);

    client.release(true);
  });

  it("ends a transaction that nobody goes on with, and frees what it has locked", async () => {
    const { user } = await makeStudent();
    const { connectionString } = pool().options;
    const idle = new Client({ connectionString });

    idle.on("error", () => undefined);
    await idle.connect();
    for (const text of ["SET idle_in_transaction_session_timeout = 100", "BEGIN", "SELECT 1 FROM users FOR UPDATE"]) await idle.query(text);
    await transaction((tx) => tx.user.update({ where: { id: user.id }, data: { firstName: "Free" } }));

    expect(isUnavailable(await thrownBy(idle.query("SELECT 1")))).toBe(true);
  });

  it("is as busy with a dry pool, when it is away and when it hangs up", async () => {
    const { connectionString } = pool().options;
    const dry = new Pool({ connectionString, Client: TimeoutClient, max: 1, connectionTimeoutMillis: 100 });
    const held = await dry.connect();

    expect(isUnavailable(await thrownBy(dry.query("SELECT 1")))).toBe(true);

    const hangsUp = thrownBy(held.query("SELECT pg_terminate_backend(pg_backend_pid())"));
    held.on("error", () => undefined);
    expect(isUnavailable(await hangsUp)).toBe(true);

    held.release(true);
    await dry.end();
    const away = new Pool({ host: "127.0.0.1", port: 1, max: 1 });

    expect(isUnavailable(await thrownBy(away.query("SELECT 1")))).toBe(true);
  });

  it("is known to be so by what Prisma says, too", async () => {
    const all = await Promise.all(Array.from({ length: pool().options.max ?? 12 }, () => pool().connect()));
    const { connectionTimeoutMillis } = pool().options;

    Object.assign(pool().options, { connectionTimeoutMillis: 100 });
    const errors = [await thrownBy(db().user.count()), await thrownBy(transaction((tx) => tx.user.count()))];
    Object.assign(pool().options, { connectionTimeoutMillis });
    for (const client of all) client.release();

    expect(errors.map((error) => isUnavailable(error))).toEqual([true, true]);
  });
});

describe("isUnavailable", () => {
  it("is not what is wrong with a question", async () => {
    for (const wrong of [sql`SELECT nonsense`, sql`SELECT 1/0`, sql`SELECT 'x'::uuid`])
      expect(isUnavailable(await thrownBy(read(wrong)))).toBe(false);
    expect(isUnavailable(await thrownBy(db().user.findUniqueOrThrow({ where: { email: "nobody" } })))).toBe(false);
    expect(isUnavailable(new TypeError("x is not a function"))).toBe(false);
  });
});
