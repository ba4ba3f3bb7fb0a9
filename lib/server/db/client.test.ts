import { Socket } from "node:net";
import { Pool } from "pg";
import { describe, expect, inject, it, vi } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeStudent } from "#lib/testing/factories.ts";
import { db, pool, withQueryTimeout } from "./client";
import { openDatabase, TimeoutClient } from "./open";
import { read, sql } from "./sql";
import { transaction } from "./transaction";

useTestDatabase();

const nameOf = async (id: string) => (await read<{ name: string }>(sql`SELECT first_name AS name FROM users WHERE id = ${id}`))[0]?.name;

describe("the database", () => {
  it("reads times as dates, in their millisecond, and bigint as numbers", async () => {
    const [row] = await read(sql`SELECT '2026-11-23T10:00:00.123+02'::timestamptz AS at, 41::bigint AS n, count(*) AS none FROM users`);
    expect(row).toEqual({ at: new Date("2026-11-23T08:00:00.123Z"), n: 41, none: 0 });
  });

  it("leaves the parsers of other pg clients alone", async () => {
    const { types } = await import("pg");
    expect(types.getTypeParser(20)("41")).toBe("41");
  });

  it("keeps all of a transaction, by Prisma and by plain SQL, or nothing of it", async () => {
    const { user } = await makeStudent({ firstName: "Before" });
    const rename = transaction(async (tx) => {
      await tx.user.update({ where: { id: user.id }, data: { firstName: "Between" } });
      // Prisma sees what plain SQL wrote, and the other way round.
      expect(await tx.$queryRaw`SELECT first_name FROM users WHERE id = ${user.id}::uuid`).toEqual([{ first_name: "Between" }]);
      await tx.$executeRaw`UPDATE users SET first_name = 'After' WHERE id = ${user.id}::uuid`;
      expect((await tx.user.findUniqueOrThrow({ where: { id: user.id } })).firstName).toBe("After");
      return "done";
    });

    expect(await rename).toBe("done");
    expect(await nameOf(user.id)).toBe("After");

    const fail = transaction(async (tx) => {
      await tx.user.update({ where: { id: user.id }, data: { firstName: "Lost" } });
      await tx.$executeRaw`UPDATE users SET last_name = 'Lost' WHERE id = ${user.id}::uuid`;
      throw new Error("not today");
    });

    await expect(fail).rejects.toThrow("not today");
    expect(await nameOf(user.id)).toBe("After");
  });

  it.each(["40001", "40P01"])(
    "runs a transaction again when PostgreSQL answers %s, and keeps what the last run did alone",
    async (code) => {
      const { user } = await makeStudent({ firstName: "Run" });
      let runs = 0;

      await transaction(async (tx) => {
        runs++;
        await tx.$executeRaw`UPDATE users SET first_name = first_name || ${` ${runs}`} WHERE id = ${user.id}::uuid`;
        if (runs < 3) await tx.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '${code}'; END $$`);
      });

      expect(runs).toBe(3);
      expect(await nameOf(user.id)).toBe("Run 3");
    },
  );

  it("gives up after the third run, and at once on what running again cannot help", async () => {
    let runs = 0;
    const always = (code: string) =>
      transaction(async (tx) => {
        runs++;
        await tx.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '${code}'; END $$`);
      });

    await expect(always("40001")).rejects.toThrow();
    expect(runs).toBe(3);

    runs = 0;
    await expect(always("23505")).rejects.toThrow();
    expect(runs).toBe(1);
  });

  it("goes on after a statement that fails, in a transaction and outside", async () => {
    await expect(read(sql`SELECT nonsense`)).rejects.toThrow(/nonsense/);
    await expect(transaction((tx) => tx.$queryRaw`SELECT nonsense`)).rejects.toThrow();
    expect(await read(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
    expect(await db().user.count()).toBe(0);
    expect(pool().waitingCount).toBe(0);
  });

  it("gives up after 4 s where it is told to be brief, and closes that connection; elsewhere it waits", async () => {
    const thrownAway = vi.fn();
    pool().on("remove", thrownAway);
    const elsewhere = inject("testServer") ? read(sql`SELECT pg_sleep(4.5)`) : Promise.resolve();

    // Its answer would not be there in time on a busy machine either, whose clock for it may go off late.
    await expect(withQueryTimeout(() => read(sql`SELECT pg_sleep(7)`))).rejects.toThrow("timeout");
    await expect.poll(() => thrownAway.mock.calls.length).toBe(1);

    await elsewhere;
    expect(await read(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  });

  it.runIf(inject("testServer"))("has its idle connections probed, so that one that went silent is found out", async () => {
    const probing = vi.spyOn(Socket.prototype, "setKeepAlive");
    const held = await Promise.all(Array.from({ length: pool().idleCount + 1 }, () => pool().connect()));
    for (const client of held) client.release();
    expect(probing).toHaveBeenCalledWith(true, 10_000);
    expect(pool().options).toMatchObject({ query_timeout: 60_000 });
  });

  it.runIf(inject("testServer"))(
    "gives nobody a connection whose query got no answer in time, though it comes back without a word",
    async () => {
      const { id } = (await makeStudent()).user;
      const { connectionString } = pool().options;
      const impatient = new Pool({ connectionString, Client: TimeoutClient, query_timeout: 1000, max: 1 });

      impatient.on("error", () => {});
      const locker = await pool().connect();
      await locker.query("BEGIN");
      await locker.query("SELECT 1 FROM users WHERE id = $1 FOR UPDATE", [id]);

      // As Prisma does it: ROLLBACK waits behind the statement that hangs, and is never sent.
      const client = await impatient.connect();
      await client.query("BEGIN");
      const stuck = client.query("SELECT 1 FROM users WHERE id = $1 FOR UPDATE", [id]);
      const rollback = client.query("ROLLBACK");
      const next = impatient.query("SELECT 1 AS one");

      await expect(Promise.allSettled([stuck, rollback])).resolves.toMatchObject([{ status: "rejected" }, { status: "rejected" }]);

      client.release();
      await expect(next).resolves.toMatchObject({ rows: [{ one: 1 }] });

      await locker.query("ROLLBACK");
      locker.release();

      await impatient.query("UPDATE users SET first_name = 'Kept' WHERE id = $1", [id]);

      expect(await nameOf(id)).toBe("Kept");

      const open = () => read(sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`);
      await expect.poll(open).toEqual([]);

      await impatient.end();
    },
  );

  it("is opened once", async () => {
    await expect(openDatabase({ databaseUrl: null, dataDir: "" })).rejects.toThrow("open already");
  });
});
