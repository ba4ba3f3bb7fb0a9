import { describe, expect, it } from "vitest";
import { threadWithMessagesSchema } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeCourse, makePerson, makeScene, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { db } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { addMessage } from "./add-message";
import { resolveThread } from "./change-status";
import { getThread } from "./get-thread";
import { listQueue } from "./list-queue";
import { listThreads } from "./list-threads";
import { listUnreadThreads } from "./list-unread-threads";

useTestDatabase();

const say = ({ caller }: Person, id: string) =>
  addMessage({ caller, params: { id }, body: { content: "Like so." }, request: testRequest() });

describe("lists", () => {
  it("hold the caller's own threads, the last changed first, page by page without a hole", async () => {
    const scene = await makeScene();
    const ids: string[] = [];

    for (let n = 0; n < 5; n++) ids.push((await ask(scene, `Question number ${n}?`)).id);
    // Two threads of the same millisecond are sorted by their ids.
    await db().thread.updateMany({ where: { id: { in: ids.slice(1, 3) } }, data: { updatedAt: new Date("2030-01-01T00:00:00.000Z") } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listThreads({ caller: scene.lecturer.caller, query: { limit: 2, cursor } });
      seen.push(...page.items.map((thread) => thread.id));
      cursor = page.next_cursor;
    } while (cursor);

    expect(seen).toEqual([ids[2], ids[1], ids[4], ids[3], ids[0]]);
    expect((await listThreads({ caller: (await makeStudent()).caller, query: { limit: 20 } })).items).toEqual([]);
    expect((await listThreads({ caller: (await makePerson("admin")).caller, query: { limit: 20 } })).items).toEqual([]);
  });

  it("are filtered by status, video and course", async () => {
    const scene = await makeScene();
    const [open, resolved] = [await ask(scene), await ask(scene)];

    await resolveThread({ caller: scene.student.caller, params: { id: resolved.id } });
    const idsOf = async (query: object) =>
      (await listThreads({ caller: scene.student.caller, query: { limit: 20, ...query } })).items.map((thread) => thread.id);
    expect(await idsOf({ status: "open" })).toEqual([open.id]);
    expect(await idsOf({ status: "resolved" })).toEqual([resolved.id]);
    expect(await idsOf({ video_id: scene.videoId })).toHaveLength(2);
    expect(await idsOf({ course_id: scene.videoId })).toEqual([]);
  });

  it("refuse cursors of other lists and changed ones", async () => {
    const scene = await makeScene();
    await ask(scene);
    await ask(scene);
    const { next_cursor = "" } = await listThreads({ caller: scene.student.caller, query: { limit: 1 } });
    const changed = `${next_cursor.slice(0, -2)}${next_cursor.at(-2) === "A" ? "B" : "A"}${next_cursor.at(-1)}`;

    for (const cursor of ["x", "%00", changed, Buffer.from('["threads"]').toString("base64url")])
      await expect(listThreads({ caller: scene.student.caller, query: { limit: 1, cursor } })).rejects.toMatchObject({
        code: "invalid_input",
        details: [{ param: "cursor", location: "query" }],
      });
  });

  it("of unread threads go by the caller's own flag", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    expect((await listUnreadThreads(scene.lecturer)).map(({ id }) => id)).toEqual([thread.id]);
    expect(await listUnreadThreads(scene.student)).toEqual([]);
  });

  it("go by the part in a thread, not by the role of today: what is counted is found", async () => {
    const scene = await makeScene();
    const asked = await ask(scene);

    await say(scene.lecturer, asked.id);
    const { user } = scene.student;
    const { id } = user;
    await db().user.update({ where: { id }, data: { role: "lecturer" } });
    const caller = { ...scene.student.caller, user: { ...user, role: "lecturer" as const } };
    const pupil = await makeStudent();
    const place = await makeCourse({ ...scene.student, caller }, [pupil]);
    const taught: string[] = [];
    for (let n = 0; n < 3; n++) taught.unshift((await ask({ student: pupil, lecturer: scene.student, ...place })).id);
    // Puts the question that they asked between those that they were asked.
    await db().thread.update({ where: { id: taught[0] ?? "" }, data: { updatedAt: new Date("2030-01-03T00:00:00.000Z") } });
    await db().thread.update({ where: { id: asked.id }, data: { updatedAt: new Date("2030-01-02T00:00:00.000Z") } });
    const order = [taught[0], asked.id, taught[1], taught[2]];

    expect((await listUnreadThreads({ caller })).map((thread) => thread.id)).toEqual(order);
    expect((await getCounts({ caller })).unread_threads).toBe(order.length);

    const seen: string[] = [];
    let cursor: string | undefined;

    do {
      const page = await listThreads({ caller, query: { limit: 1, cursor } });
      seen.push(...page.items.map((thread) => thread.id));
      cursor = page.next_cursor;
    } while (cursor);

    expect(seen).toEqual(order);
    expect((await listThreads({ caller, query: { limit: 20, course_id: scene.courseId } })).items).toMatchObject([{ id: asked.id }]);

    // Somebody who gets the course in which they have asked sees their thread only once.
    await db().course.update({ where: { id: scene.courseId }, data: { lecturerId: id } });
    await db().thread.update({ where: { id: asked.id }, data: { lecturerId: id } });
    expect((await listThreads({ caller, query: { limit: 20 } })).items.map((thread) => thread.id)).toEqual(order);
  });

  it("of messages end at the last thousand and lead to the ones before", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const rows = Array.from({ length: limits.threadMessagesMax + 4 }, (_, n) => ({
      id: crypto.randomUUID(),
      threadId: thread.id,
      position: n + 2,
      authorId: scene.student.user.id,
      authorRole: "student",
      content: `Message ${n + 2}`,
    }));

    await db().message.createMany({ data: rows });
    const last = await getThread({ caller: scene.student.caller, params: { id: thread.id }, query: {} });
    expect(threadWithMessagesSchema.parse(last).messages).toHaveLength(limits.threadMessagesMax);
    expect(last.messages.at(-1)?.content).toBe(`Message ${limits.threadMessagesMax + 5}`);

    const before = await getThread({
      caller: scene.student.caller,
      params: { id: thread.id },
      query: { messages_cursor: last.messages_cursor },
    });

    expect(before.messages.map((message) => message.content)).toEqual([
      "How do I declare a variable?",
      "Message 2",
      "Message 3",
      "Message 4",
      "Message 5",
    ]);
    expect(before.messages_cursor).toBeUndefined();

    const other = await ask(scene);
    await expect(
      getThread({ caller: scene.student.caller, params: { id: other.id }, query: { messages_cursor: last.messages_cursor } }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("show a thread to those who take part", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    for (const person of [await makeStudent(), await makePerson("admin")])
      await expect(getThread({ caller: person.caller, params: { id: thread.id }, query: {} })).rejects.toMatchObject({
        code: "forbidden",
        message: "You are not authorized to view this thread",
      });
  });

  it("of the queue begin with who waits longest, with the figures of the first answers", async () => {
    const scene = await makeScene();
    const [first, second, third] = [
      await ask(scene, "The first question?"),
      await ask(scene, "The second question?"),
      await ask(scene, "The third question?"),
    ];

    await addMessage({ caller: scene.lecturer.caller, params: { id: second.id }, body: { content: "So." }, request: testRequest() });
    const follow = await addMessage({
      caller: scene.student.caller,
      params: { id: first.id },
      body: { content: "Anyone?" },
      request: testRequest(),
    });
    await db().thread.update({ where: { id: second.id }, data: { createdAt: new Date(Date.now() - 600_000), answeredAt: new Date() } });
    const queue = await listQueue(scene.lecturer);

    expect(queue.items.map(({ id }) => id)).toEqual([first.id, third.id]);
    expect(queue.items[0]).toMatchObject({ waiting_since: first.created_at, latest_message: { id: follow.id, content: "Anyone?" } });
    expect(queue.stats.waiting).toBe(2);
    expect(queue.stats.median_first_answer_seconds).toBeCloseTo(600, -1);
    expect(queue.stats.answered_within_24h).toBe(1);

    // The figures are those of the video in the query.
    const { caller } = scene.lecturer;
    expect((await listQueue({ caller, query: { video_id: scene.videoId } })).stats).toEqual(queue.stats);
    expect(await listQueue({ caller, query: { video_id: second.id } })).toEqual({
      items: [],
      stats: { waiting: 0, median_first_answer_seconds: null, p90_first_answer_seconds: null, answered_within_24h: null },
    });
  });
});
