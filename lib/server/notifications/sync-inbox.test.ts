import { v7 as uuid } from "uuid";
import { describe, expect, inject, it } from "vitest";
import type { SyncAnswer } from "#lib/contract/events.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makePerson, makeScene, testRequest } from "#lib/testing/factories.ts";
import { db } from "../db/client";
import { read, sql } from "../db/sql";
import { addMessage } from "../discussions/add-message";
import { deleteThread } from "../discussions/delete-thread";
import { readThread } from "../discussions/read-thread";
import { listNotifications } from "./list-notifications";
import { markRead, markUnread } from "./mark";
import { syncInbox } from "./sync-inbox";

useTestDatabase();

const changesOf = (answer: SyncAnswer) => (answer.mode === "delta" ? answer.changes : []);
const listOf = (caller: Parameters<typeof listNotifications>[0]["caller"]) =>
  listNotifications({ caller, query: { filter: "all", limit: 100, cursor: undefined } });

describe("syncInbox", () => {
  it("answers what changed, as it is now, ascending, with counts and position of the same moment", async () => {
    const scene = await makeScene();
    const { caller } = scene.lecturer;
    const [first, second, third] = [await ask(scene), await ask(scene), await ask(scene)];
    const { notifications } = await listOf(caller);
    const idOf = (threadId: string) =>
      notifications.find((row) => "threadId" in row.payload && row.payload.threadId === threadId)?.id ?? "";

    await markRead({ caller, body: { ids: [idOf(first.id)] } });
    await deleteThread({ caller, params: { id: second.id } });
    const answer = await syncInbox(caller.user.id, { since: 0 });

    expect(answer).toMatchObject({ mode: "delta", seq: 5, counts: { unread: 1, unread_threads: 1 } });
    expect(changesOf(answer)).toMatchObject([
      { id: idOf(third.id), seq: 3, read: false },
      { id: idOf(first.id), seq: 4, read: true },
      { id: idOf(second.id), seq: 5, removed: true },
    ]);
    expect(changesOf(await syncInbox(caller.user.id, { since: 4, epoch: answer.epoch }))).toEqual([
      { id: idOf(second.id), seq: 5, removed: true },
    ]);
    expect(changesOf(await syncInbox(caller.user.id, { since: 5, epoch: answer.epoch }))).toEqual([]);
  });

  it("tells a mark-all as one change with a watermark; what came later stays unread", async () => {
    const scene = await makeScene();
    const { caller } = scene.lecturer;

    await ask(scene);
    await ask(scene);
    await markRead({ caller, body: { up_to_seq: 2 } });
    await ask(scene);
    const answer = await syncInbox(caller.user.id, { since: 2 });

    expect(changesOf(answer)).toMatchObject([
      { readUpTo: 2, seq: 3 },
      { seq: 4, read: false },
    ]);

    const [marked] = (await listOf(caller)).notifications.slice(-1);
    await markUnread({ caller, body: { ids: [marked?.id ?? ""] } });
    expect(changesOf(await syncInbox(caller.user.id, { since: 4 }))).toMatchObject([{ id: marked?.id, seq: 5, read: false }]);
  });

  it("delivers receipts, which no list shows", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    await readThread({ caller: scene.lecturer.caller, params: { id: thread.id }, body: {} });
    const answer = await syncInbox(scene.student.user.id, { since: 0 });
    expect(changesOf(answer)).toMatchObject([{ payload: { action: "thread_read" }, read: true, seq: 1 }]);
    expect((await listOf(scene.student.caller)).notifications).toEqual([]);
  });

  it("answers a snapshot of the newest 100 when the client is ahead, of another history, or too far behind", async () => {
    const admin = await makePerson("admin");
    const fill = async (from: number, to: number) => {
      await db().inbox.update({ where: { userId: admin.user.id }, data: { seq: to } });
      await db().notification.createMany({
        data: Array.from({ length: to - from }, (_, n) => ({
          id: uuid(),
          userId: admin.user.id,
          type: "user/created",
          payload: {},
          seq: from + n + 1,
          createdAt: new Date(1_700_000_000_000 + from + n),
        })),
      });
    };

    await fill(0, 200);
    const whole = await syncInbox(admin.user.id, { since: 0 });
    expect(changesOf(whole)).toHaveLength(200);

    await fill(200, 201);
    const modeAt = async (since: number, epoch?: string) => (await syncInbox(admin.user.id, { since, ...(epoch && { epoch }) })).mode;
    expect(await modeAt(1, whole.epoch)).toBe("delta");
    expect(await modeAt(0, whole.epoch)).toBe("snapshot");
    expect(await modeAt(202, whole.epoch)).toBe("snapshot");
    expect(await modeAt(201, uuid())).toBe("snapshot");
    expect(await modeAt(201, "no epoch at all")).toBe("snapshot");

    const snapshot = await syncInbox(admin.user.id, { since: 0 });
    expect(snapshot.mode === "snapshot" && snapshot.notifications.map((row) => row.seq)).toEqual(
      Array.from({ length: 100 }, (_, n) => 201 - n),
    );

    await db().inbox.update({ where: { userId: admin.user.id }, data: { floor: 150 } });
    expect([await modeAt(149), await modeAt(150)]).toEqual(["snapshot", "delta"]);
  });

  it("treats an epoch with invalid characters as one of another history, and still answers the other inboxes of the batch", async () => {
    const scene = await makeScene();
    await ask(scene);
    const { epoch } = await syncInbox(scene.lecturer.user.id, { since: 0 });
    const answers = await Promise.all(
      ["\0", `${epoch}\0`, "\ud800", "", epoch.toUpperCase(), epoch].map((given) =>
        syncInbox(scene.lecturer.user.id, { since: 0, epoch: given }),
      ),
    );

    expect(answers.map(({ mode }) => mode)).toEqual(["snapshot", "snapshot", "snapshot", "snapshot", "delta", "delta"]);
    expect(changesOf(await syncInbox(scene.lecturer.user.id, { since: 0 }))).toHaveLength(1);
  });

  it("reads rows, counts and position in one snapshot: what is answered adds up while others write", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const userId = scene.lecturer.user.id;
    let writing = true;
    const writer = (async () => {
      for (let n = 0; n < 40; n++) {
        await addMessage({
          caller: scene.student.caller,
          params: { id: thread.id },
          body: { content: `More ${n}` },
          request: testRequest(),
        });
        if (n % 5 === 0) await markRead({ caller: scene.lecturer.caller, body: { up_to_seq: Number.MAX_SAFE_INTEGER } });
      }
      writing = false;
    })();

    while (writing) {
      const answer = await syncInbox(userId, { since: 0 });
      const readUpTo = changesOf(answer).reduce((most, change) => ("readUpTo" in change ? change.readUpTo : most), 0);
      const rows = changesOf(answer).filter((change) => "type" in change);
      const unread = rows.filter((row) => !row.read && row.seq > readUpTo);
      expect(answer.seq).toBe(Math.max(...changesOf(answer).map((change) => change.seq)));
      expect(answer.counts.unread_threads).toBe(unread.length > 0 ? 1 : 0);
    }

    await writer;
  });

  // The embedded database keeps no plans.
  it.runIf(inject("testServer"))("is not planned anew for each catch-up, which costs more than the catch-up does", async () => {
    const { lecturer } = await makeScene();
    for (let n = 0; n < 12; n++) await syncInbox(lecturer.user.id, { since: 0 });
    const [plans] = await read<{ generic_plans: number; custom_plans: number }>(
      sql`SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE ${"%is_delta%"}`,
    );
    expect(plans?.generic_plans).toBeGreaterThan(plans?.custom_plans ?? 0);
  });
});
