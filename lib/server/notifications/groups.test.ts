import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { describe, expect, it } from "vitest";
import type { Notification } from "#lib/contract/notifications.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makePerson, makeScene, type Person, testRequest } from "#lib/testing/factories.ts";
import { commit } from "../commit";
import { sql, write } from "../db/sql";
import { addMessage } from "../discussions/add-message";
import { changeInboxes } from "./inbox-changes";
import { listInboxThreads } from "./list-inbox-threads";
import { listNotifications } from "./list-notifications";
import { markRead } from "./mark";

useTestDatabase();

const list = ({ caller }: Person, more: object = {}) =>
  listNotifications({ caller, query: { filter: "all", group: "thread", limit: 20, ...more } });
const threadOf = (row: Notification) => (row.type === "thread/discussion" ? row.payload.threadId : row.type);
const say = ({ caller }: Person, id: string, content: string) =>
  addMessage({ caller, params: { id }, body: { content }, request: testRequest() });

/** Inserts `count` notifications of one thread into a person's inbox, all of them unread and newer than the others. */
const tellOften = (person: Person, threadId: string, count: number) =>
  write(sql`
    INSERT INTO notifications (id, user_id, type, payload, thread_id, created_at, seq)
    SELECT gen_random_uuid(), ${person.user.id}, 'thread/discussion',
      jsonb_build_object('action', 'message_added', 'threadId', ${threadId}::text, 'n', n), ${threadId}::uuid,
      now() + n * interval '1 second', 1
    FROM generate_series(1, ${count}::int) n`);

describe("listGroups", () => {
  it("makes one line of a busy thread, however much it says, and the others stand beside it", async () => {
    const scene = await makeScene();
    const ids: string[] = [];

    for (const text of ["Why is this query slow?", "What is an index?", "What is a join?"]) ids.push((await ask(scene, text)).id);
    const [busy = "", , joins = ""] = ids;
    for (let n = 0; n < 29; n++) await say(scene.student, busy, `And this, number ${n}?`);
    const payload = { userId: uuid(), email: "new@test.example", role: "student", timestamp: new Date(0).toISOString() };
    await commit((unit) =>
      changeInboxes(unit, [{ userId: scene.lecturer.user.id, kind: "add", notification: { type: "user/created", payload } }]),
    );

    const page = await list(scene.lecturer, { limit: 2 });

    expect(page.notifications.map(threadOf)).toEqual([busy, joins]);
    expect(page.notifications[0]).toMatchObject({ payload: { messagePreview: "And this, number 28?" } });
    expect(page.threads?.toSorted((a, b) => b.unread - a.unread)).toEqual([
      { thread_id: busy, unread: 30, question: "Why is this query slow?" },
      { thread_id: joins, unread: 1, question: "What is a join?" },
    ]);

    const rest = await list(scene.lecturer, { limit: 2, cursor: page.next_cursor });
    expect(rest.notifications.map(threadOf)).toEqual([ids[1], "user/created"]);
    expect(rest.next_cursor).toBeUndefined();
    expect(rest).toMatchObject({ counts: page.counts, seq: page.seq, epoch: page.epoch });

    // The list without groups does not change.
    const plain = await listNotifications({ caller: scene.lecturer.caller, query: { filter: "all", limit: 20 } });
    expect(Object.keys(plain).toSorted()).toEqual(["counts", "epoch", "next_cursor", "notifications", "seq"]);
    expect(plain.notifications).toHaveLength(20);
    for (const cursor of [plain.next_cursor, "x"])
      await expect(list(scene.lecturer, { cursor })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("lists what is in any inbox as a list of all its rows says, page after page", async () => {
    const scene = await makeScene();
    const threads = [null, ...(await Promise.all(["a", "b", "c", "d"].map(async (text) => (await ask(scene, text)).id)))];
    const types = ["thread/discussion", "video/uploaded"];
    const person = await makePerson("lecturer");
    const told = fc.record({ thread: fc.nat(4), type: fc.nat(1), read: fc.boolean(), second: fc.nat(20) });
    await fc.assert(
      fc.asyncProperty(fc.array(told, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), fc.nat(2), async (inbox, limit, only) => {
        const rows = inbox.map(({ thread, type, read, second }) => ({
          ...{ id: uuid(), thread: threads[thread] ?? null, type: types[type] ?? "", read, at: new Date(second * 1000) },
        }));
        await write(sql`DELETE FROM notifications WHERE user_id = ${person.user.id}::uuid`);
        await write(sql`
          INSERT INTO notifications (id, user_id, type, payload, thread_id, created_at, read_at, seq)
          SELECT id, ${person.user.id}::uuid, type, '{}', thread, at, CASE WHEN read THEN at END, 1
          FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id uuid, type text, thread uuid, at timestamptz, read boolean)`);
        const filter = only === 1 ? { filter: "unread" } : only === 2 ? { type: "video/uploaded" } : {};
        const seen: string[][] = [];
        let cursor: string | undefined;
        do {
          const page = await list(person, { limit, cursor, ...filter });
          seen.push(page.notifications.map(({ id }) => id));
          cursor = page.next_cursor;
        } while (cursor);

        const met = new Set<string>();
        const expected = rows
          .filter(({ read, type }) => (only === 1 ? !read : only !== 2 || type === "video/uploaded"))
          .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
          .filter(({ id, thread }) => !met.has(thread ?? id) && met.add(thread ?? id))
          .map(({ id }) => id);
        expect(seen.flat()).toEqual(expected);
        expect(seen.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("puts a thread among the unread by its newest unread one", async () => {
    const scene = await makeScene();
    const [older, newer] = [await ask(scene), await ask(scene)];

    await say(scene.student, older.id, "Anyone?");
    const [last] = (await list(scene.lecturer)).notifications;
    await markRead({ caller: scene.lecturer.caller, body: { ids: [last?.id ?? ""] } });
    const { notifications, threads } = await list(scene.lecturer, { filter: "unread" });

    expect(notifications.map(threadOf)).toEqual([newer.id, older.id]);
    expect(notifications.map(({ read }) => read)).toEqual([false, false]);
    expect(threads?.map(({ unread }) => unread)).toEqual([1, 1]);

    const all = await list(scene.lecturer);
    expect(all.notifications.map((row) => [threadOf(row), row.read])).toEqual([
      [older.id, true],
      [newer.id, false],
    ]);
  });

  it("ends the page early after a thread with more than one page looks at, and its cursor goes on", async () => {
    const scene = await makeScene();
    const [first, second] = [await ask(scene), await ask(scene)];

    await tellOften(scene.lecturer, second.id, 2200);
    const seen: unknown[] = [];
    let cursor: string | undefined;

    do {
      const page = await list(scene.lecturer, { cursor });
      for (const { unread, thread_id } of page.threads ?? []) if (thread_id === second.id) expect(unread).toBe(100);
      seen.push(page.notifications.map(threadOf));
      cursor = page.next_cursor;
    } while (cursor);
    // One page looks at two thousand notifications, the next page at the rest.
    expect(seen).toEqual([[second.id], [first.id]]);
  });
});

describe("listInboxThreads", () => {
  it("says of threads what the caller's own inbox holds, and of others nothing", async () => {
    const scene = await makeScene();
    const { id } = await ask(scene, "Why is this query slow?");

    await say(scene.student, id, "Anyone?");
    const [newest] = (await list(scene.lecturer)).notifications;
    await markRead({ caller: scene.lecturer.caller, body: { ids: [newest?.id ?? ""] } });
    const asked = (person: Person) => listInboxThreads({ caller: person.caller, query: { ids: [id, uuid()] } });
    const told = await asked(scene.lecturer);

    expect(told).toMatchObject({ threads: [{ thread_id: id, unread: 1, question: "Why is this query slow?" }], seq: 3 });
    expect(told.notifications.map(({ read }) => read)).toEqual([true, false]);
    for (const other of [scene.student, await makePerson("admin")])
      expect(await asked(other)).toMatchObject({ threads: [], notifications: [] });
  });
});
