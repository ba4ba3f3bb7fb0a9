import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeStudent } from "#lib/testing/factories.ts";
import { db } from "../db/client";
import { transaction } from "../db/transaction";
import { newLink, storeLinks } from "./links";
import { pruneSessions } from "./prune-sessions";

useTestDatabase();
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000);

describe("pruneSessions", () => {
  it("lets go of sessions three months after their end, with their tokens, and of links that ran out", async () => {
    const { user } = await makeStudent();
    const [own] = await db().session.findMany();
    const session = async (expiresAt: Date, endedAt: Date | null) => {
      const { id } = await db().session.create({ data: { id: crypto.randomUUID(), userId: user.id, expiresAt, endedAt } });
      await db().refreshToken.create({ data: { hash: new TextEncoder().encode(id), sessionId: id, expiresAt } });
      return id;
    };
    const kept = [own?.id, await session(inDays(-89), null), await session(inDays(30), inDays(-89))];

    await session(inDays(-91), null);
    await session(inDays(30), inDays(-91));
    const other = await makeStudent();
    const links = [
      { ...newLink("password", -1000), userId: user.id },
      { ...newLink("password", 60_000), userId: other.user.id },
    ];
    await transaction((tx) => storeLinks(tx, links));

    expect(await pruneSessions()).toBe(3);

    const left = (await db().session.findMany({ where: { userId: user.id } })).map(({ id }) => id);
    expect(left.toSorted()).toEqual(kept.toSorted());
    expect(await db().refreshToken.count()).toBe(2);
    expect(await db().oneTimeLink.findMany()).toMatchObject([{ userId: other.user.id }]);
  });
});
