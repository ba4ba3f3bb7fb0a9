import { Socket } from "node:net";
import { describe, expect, inject, it, vi } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeStudent } from "#lib/testing/factories.ts";
import { pool } from "./client";
import { read, sql } from "./sql";
import { sendWithCommit, type Tx, transaction } from "./transaction";

useTestDatabase();

const rename = (tx: Tx, id: string, to: string) => tx.$executeRaw`UPDATE users SET first_name = ${to} WHERE id = ${id}::uuid`;
const nameOf = async (id: string) =>
  (await read<{ name: string }>(sql`SELECT first_name AS name FROM users WHERE id = ${id}::uuid`))[0]?.name;
const spyOnWrites = () => vi.spyOn(Socket.prototype as unknown as { _writev: () => void }, "_writev");
const inTheWay = (tx: Tx) => tx.$executeRawUnsafe("DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '40P01'; END $$");

describe("statements that leave together", () => {
  it("run in the order in which they were sent, and are one write", async () => {
    const { user } = await makeStudent({ firstName: "A" });
    const writes = spyOnWrites();

    await transaction(async (tx) => {
      writes.mockClear();
      const append = (text: string) => tx.$queryRaw`UPDATE users SET first_name = first_name || ${text} WHERE id = ${user.id}::uuid`;
      await Promise.all([append("B"), append("C"), append("D")]);
      expect(writes).toHaveBeenCalledTimes(1);
    });
    expect(await nameOf(user.id)).toBe("ABCD");
  });

  it("say why the first of them failed, and run again for it", async () => {
    const { user } = await makeStudent({ firstName: "Before" });
    let runs = 0;
    await transaction(async (tx) => {
      // Its error passes through more promises, so it arrives after that of the statement behind it.
      const first = (async () => await (async () => (++runs < 3 ? await inTheWay(tx) : 0))())();
      await Promise.all([first, rename(tx, user.id, "After")]);
    });

    expect(runs).toBe(3);
    expect(await nameOf(user.id)).toBe("After");
  });
});

describe("the last statements of a transaction", () => {
  const last = (act: (tx: Tx) => Promise<unknown>) =>
    transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      return sendWithCommit(tx, () => act(tx));
    });

  it("leave together with COMMIT", async () => {
    const { user } = await makeStudent({ firstName: "Before" });
    const writes = spyOnWrites();
    await last(async (tx) => {
      writes.mockClear();
      await Promise.all([rename(tx, user.id, "Between"), rename(tx, user.id, "After")]);
    });

    expect(writes).toHaveBeenCalledTimes(1);
    expect(await nameOf(user.id)).toBe("After");
  });

  it("are kept all or none, when one of them fails, and when what sends them does", async () => {
    const { user } = await makeStudent({ firstName: "Before" });
    const failing = last((tx) => Promise.all([rename(tx, user.id, "Lost"), tx.$queryRaw`SELECT nonsense`]));
    await expect(failing).rejects.toThrow("nonsense");
    expect(await nameOf(user.id)).toBe("Before");

    const breaking = last((tx) => {
      const broken = async () => {
        throw new Error("a fault of ours");
      };
      return Promise.all([rename(tx, user.id, "Lost"), (async () => await broken())()]);
    });
    await expect(breaking).rejects.toThrow("a fault of ours");
    expect(await nameOf(user.id)).toBe("Before");
    expect(pool().waitingCount).toBe(0);
  });

  it("are the last: later statements are refused and never reach a connection that somebody else uses by then", async () => {
    const { user } = await makeStudent({ firstName: "Before" });
    let kept: Tx | undefined;
    await transaction(async (tx) => {
      kept = tx;
      await rename(tx, user.id, "After");
    });

    await expect(kept && rename(kept, user.id, "Late")).rejects.toThrow("is over");
    await expect(kept?.user.update({ where: { id: user.id }, data: { firstName: "Late" } })).rejects.toThrow("is over");
    expect(await nameOf(user.id)).toBe("After");
  });

  it.runIf(inject("testServer"))("wait no longer for a lock than 3 s, three times, and then say that the database is busy", async () => {
    const { user } = await makeStudent({ firstName: "Before" });
    const holder = await pool().connect();
    await holder.query("BEGIN");
    await holder.query("SELECT 1 FROM users WHERE id = $1 FOR UPDATE", [user.id]);
    const stuck = last((tx) => Promise.all([rename(tx, user.id, "Lost"), tx.$queryRaw`SELECT 1`]));

    await expect(stuck).rejects.toMatchObject({ code: "55P03" });

    await holder.query("ROLLBACK");
    holder.release();
    expect(await nameOf(user.id)).toBe("Before");
  });
});
