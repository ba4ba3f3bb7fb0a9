import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene } from "#lib/testing/factories.ts";
import { db } from "../db/client";
import { deleteThread } from "../discussions/delete-thread";
import { readThread } from "../discussions/read-thread";
import { pruneNotifications } from "./prune";
import { syncInbox } from "./sync-inbox";

useTestDatabase();
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000);

describe("pruneNotifications", () => {
  it("lets go of tombstones and receipts after 30 days; who was away for longer gets a snapshot", async () => {
    const scene = await makeScene();
    const [gone, kept] = [await ask(scene), await ask(scene)];

    await readThread({ caller: scene.lecturer.caller, params: { id: kept.id }, body: {} });
    await deleteThread({ caller: scene.lecturer.caller, params: { id: gone.id } });
    const rows = () => db().notification.count();

    expect(await rows()).toBe(3);
    expect(await pruneNotifications(inDays(29))).toBe(0);
    expect(await pruneNotifications(inDays(31))).toBe(2);
    expect(await rows()).toBe(1);

    const { id } = scene.lecturer.user;
    // 1 and 2 are the questions, 3 is the read, 4 is the removal.
    expect([(await syncInbox(id, { since: 3 })).mode, (await syncInbox(id, { since: 4 })).mode]).toEqual(["snapshot", "delta"]);
    expect((await syncInbox(scene.student.user.id, { since: 0 })).mode).toBe("delta");
  });
});
