import { v7 as uuid } from "uuid";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makePerson, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { commit } from "../commit";
import { db } from "../db/client";
import { addMessage } from "../discussions/add-message";
import { getCounts } from "./get-counts";
import { changeInboxes } from "./inbox-changes";
import { listNotifications } from "./list-notifications";
import { markRead, markUnread } from "./mark";

useTestDatabase();
const published = usePublished();
const timestamp = "2026-11-23T12:00:00.000Z";

const newcomer = (userId: string) => ({
  userId,
  kind: "add" as const,
  notification: { type: "user/created" as const, payload: { userId: uuid(), email: "new@test.example", role: "student", timestamp } },
});

describe("an inbox", () => {
  it("counts threads once and what belongs to no thread apart", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    await addMessage({ caller: scene.student.caller, params: { id: thread.id }, body: { content: "Anyone?" }, request: testRequest() });
    await ask(scene);
    await commit((unit) => changeInboxes(unit, [newcomer(scene.lecturer.user.id)]));
    expect(await getCounts(scene.lecturer)).toMatchObject({ unread: 3, unread_threads: 2, seq: 4 });
  });

  it("saturates at 100 and stays exact below", async () => {
    const admin = await makePerson("admin");
    const rows = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => ({
        id: uuid(),
        userId: admin.user.id,
        type: "user/created",
        payload: {},
        seq: from + n + 1,
      }));

    await db().inbox.update({ where: { userId: admin.user.id }, data: { seq: 150 } });
    await db().notification.createMany({ data: rows(0, 99) });
    expect((await getCounts(admin)).unread).toBe(99);

    await db().notification.createMany({ data: rows(99, 150) });
    expect((await getCounts(admin)).unread).toBe(100);
  });

  it("pages newest first, filters, and leaves removed ones out", async () => {
    const scene = await makeScene();
    for (let n = 0; n < 5; n++) await ask(scene, `Question number ${n}?`);
    await commit((unit) => changeInboxes(unit, [newcomer(scene.lecturer.user.id)]));
    const list = (query: object = {}) =>
      listNotifications({ caller: scene.lecturer.caller, query: { filter: "all", limit: 20, ...query } });
    const all = (await list()).notifications.map(({ id }) => id);
    const [first = "", second = ""] = all;
    const page = await list({ limit: 2 });
    const rest = await list({ limit: 20, cursor: page.next_cursor });

    expect([...page.notifications, ...rest.notifications].map(({ id }) => id)).toEqual(all);
    expect(rest.next_cursor).toBeUndefined();

    await markRead({ caller: scene.lecturer.caller, body: { ids: [first] } });
    await db().notification.update({ where: { id: second }, data: { removedAt: new Date() } });
    expect((await list({ filter: "unread" })).notifications).toHaveLength(4);
    expect((await list()).notifications.map(({ id }) => id)).toEqual(all.filter((id) => id !== second));
    expect((await list({ type: "user/created" })).notifications).toMatchObject([{ type: "user/created", timestamp }]);
  });

  it("reads and unreads by id, and tells every device of it once", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const { notifications } = await listNotifications({ caller: scene.lecturer.caller, query: { filter: "all", limit: 20 } });
    const ids = notifications.map(({ id }) => id);

    published.clear();
    const flag = async () => (await db().thread.findUniqueOrThrow({ where: { id: thread.id } })).lecturerUnread;

    expect(await markRead({ caller: scene.lecturer.caller, body: { ids } })).toMatchObject({
      counts: { unread: 0, unread_threads: 0 },
      seq: 2,
    });
    expect(await flag()).toBe(false);
    expect(await markRead({ caller: scene.lecturer.caller, body: { ids } })).toMatchObject({ seq: 2 });
    expect(await markUnread({ caller: scene.lecturer.caller, body: { ids } })).toMatchObject({
      counts: { unread: 1, unread_threads: 1 },
      seq: 3,
    });
    expect(await flag()).toBe(true);
    expect(published.to(scene.lecturer.user.id)).toMatchObject([
      { event: "notifications:read", body: { ids, read: true, seq: 2, counts: { unread: 0 } } },
      { event: "notifications:read", body: { ids, read: false, seq: 3, counts: { unread: 1 } } },
    ]);
  });

  it("passes over ids that are not the caller's", async () => {
    const scene = await makeScene();
    await ask(scene);
    const { notifications } = await listNotifications({ caller: scene.lecturer.caller, query: { filter: "all", limit: 20 } });
    const stranger = await makeStudent();
    published.clear();
    const ids = notifications.map(({ id }) => id);

    expect(await markRead({ caller: stranger.caller, body: { ids } })).toMatchObject({ counts: { unread: 0 }, seq: 0 });
    expect(await markRead({ caller: stranger.caller, body: { thread_id: (await db().thread.findFirstOrThrow()).id } })).toMatchObject({
      seq: 0,
    });
    expect(await getCounts(scene.lecturer)).toMatchObject({ unread: 1, seq: 1 });
    expect(published.events).toEqual([]);
  });

  it("marks everything up to a watermark as one change, clamped to the head", async () => {
    const scene = await makeScene();
    for (let n = 0; n < 4; n++) await ask(scene);
    published.clear();

    expect(await markRead({ caller: scene.lecturer.caller, body: { up_to_seq: 2 } })).toMatchObject({ counts: { unread: 2 }, seq: 5 });
    expect(await markRead({ caller: scene.lecturer.caller, body: { up_to_seq: 1_000_000 } })).toMatchObject({
      counts: { unread: 0 },
      seq: 6,
    });
    expect(published.events).toMatchObject([
      { event: "notifications:read", body: { upToSeq: 2, read: true, seq: 5 } },
      { event: "notifications:read", body: { upToSeq: 5, read: true, seq: 6 } },
    ]);
    expect(await db().thread.count({ where: { lecturerUnread: true } })).toBe(0);
  });
});
