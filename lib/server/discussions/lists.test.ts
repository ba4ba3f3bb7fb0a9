import { describe, expect, it } from "vitest";
import { threadWithMessagesSchema } from "#lib/contract/discussions";
import { limits } from "#lib/contract/limits";
import { useTestDatabase } from "#lib/testing/database";
import { ask, facts, makeCourse, makePerson, makeScene, makeStudent, type Person, type Scene } from "#lib/testing/factories";
import { db, query } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { listMoments } from "../videos/list-moments";
import { addMessage } from "./add-message";
import { resolveThread } from "./change-status";
import { countOpen } from "./count-open";
import { getThread } from "./get-thread";
import { listQueue } from "./list-queue";
import { listThreads } from "./list-threads";
import { listUnreadThreads } from "./list-unread-threads";

useTestDatabase();

const say = ({ caller }: Person, id: string) => addMessage({ caller, params: { id }, body: { content: "Like so." }, facts: facts() });

describe("lists", () => {
  it("hold the caller's own threads, the last changed first, page by page without a hole", async () => {
    const scene = await makeScene();
    const ids: string[] = [];

    for (let n = 0; n < 5; n++) ids.push((await ask(scene, `Question number ${n}?`)).id);
    // Two of the same millisecond: the id decides.
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
    // In the middle of those that are taught.
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

    // And whoever is given the course in which they have asked takes part once.
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

    await addMessage({ caller: scene.lecturer.caller, params: { id: second.id }, body: { content: "So." }, facts: facts() });
    const follow = await addMessage({
      caller: scene.student.caller,
      params: { id: first.id },
      body: { content: "Anyone?" },
      facts: facts(),
    });
    await db().thread.update({ where: { id: second.id }, data: { createdAt: new Date(Date.now() - 600_000), answeredAt: new Date() } });
    const queue = await listQueue(scene.lecturer);

    expect(queue.items.map(({ id }) => id)).toEqual([first.id, third.id]);
    expect(queue.items[0]).toMatchObject({ waiting_since: first.created_at, latest_message: { id: follow.id, content: "Anyone?" } });
    expect(queue.stats.waiting).toBe(2);
    expect(queue.stats.median_first_answer_seconds).toBeCloseTo(600, -1);
    expect(queue.stats.answered_within_24h).toBe(1);
  });
});

/** So many questions of the scene, the n-th at second n of its video, waiting since n minutes after ten. */
async function askMany({ student, lecturer, courseId, videoId }: Scene, count: number): Promise<void> {
  await query(
    `WITH asked AS (
       INSERT INTO threads (id, video_id, course_id, student_id, lecturer_id, question_text, video_timestamp_seconds, waiting_since, lecturer_unread, updated_at)
       SELECT gen_random_uuid(), $1, $2, $3, $4, 'Question ' || n, n, timestamptz '2026-01-01T10:00:00Z' + n * interval '1 minute', true, now()
       FROM generate_series(1, $5::int) n RETURNING id, question_text)
     INSERT INTO messages (id, thread_id, position, author_id, author_role, content)
     SELECT gen_random_uuid(), id, 1, $3, 'student', question_text FROM asked`,
    [videoId, courseId, student.user.id, lecturer.user.id, count],
  );
}

describe("beyond a hundred", () => {
  it("open threads are counted by video, each for whom they are", async () => {
    const scene = await makeScene();
    await askMany(scene, 250);
    const other = await makeStudent();
    await db().enrollment.create({ data: { courseId: scene.courseId, studentId: other.user.id } });
    const theirs = await ask({ ...scene, student: other });
    await resolveThread({ caller: other.caller, params: { id: (await ask({ ...scene, student: other })).id } });
    const openFor = async ({ caller }: Person) => (await countOpen(caller, scene.courseId)).get(scene.videoId);

    expect(await openFor(scene.lecturer)).toBe(251);
    expect(await openFor(scene.student)).toBe(250);
    expect(await openFor(other)).toBe(1);
    expect(await openFor(await makePerson("admin"))).toBeUndefined();

    const moments = (person: Person) => listMoments({ caller: person.caller, params: { id: scene.videoId } });
    expect(await moments(other)).toEqual({ total: 2, moments: [{ seconds: theirs.video_timestamp_seconds, count: 2 }] });

    const all = await moments(scene.lecturer);
    expect([all.total, all.moments.length, all.moments[249]]).toEqual([252, 251, { seconds: 250, count: 1 }]);
    await expect(moments(await makeStudent())).rejects.toMatchObject({ code: "forbidden" });
  });

  it("the moments of a video are counted in full and told in few", async () => {
    const scene = await makeScene();
    await askMany(scene, 2500);
    const { total, moments } = await listMoments({ caller: scene.lecturer.caller, params: { id: scene.videoId } });
    expect(total).toBe(2500);
    expect(moments.length).toBeLessThanOrEqual(limits.momentsMax + 1);
    expect(moments.reduce((sum, { count }) => sum + count, 0)).toBe(2500);
  });

  it("the queue goes on to its end, without a hole or one twice", async () => {
    const scene = await makeScene();
    await askMany(scene, 230);
    const texts: string[] = [];
    const lengths: number[] = [];
    let cursor: string | undefined;

    do {
      const part = await listQueue({ caller: scene.lecturer.caller, query: { cursor } });
      expect(part.stats.waiting).toBe(230);
      lengths.push(part.items.length);
      texts.push(...part.items.map(({ question_text }) => question_text));
      cursor = part.next_cursor;
    } while (cursor);
    expect(lengths).toEqual([100, 100, 30]);
    expect(texts).toEqual(Array.from({ length: 230 }, (_, n) => `Question ${n + 1}`));
  });

  it("unread threads page like others, in a course too, and threads are found by their moment", async () => {
    const scene = await makeScene();
    await askMany(scene, 130);
    const { caller } = scene.lecturer;
    const list = (more: object) => listThreads({ caller, query: { limit: 100, unread: "true", ...more } });
    const first = await list({ course_id: scene.courseId });
    const rest = await list({ course_id: scene.courseId, cursor: first.next_cursor });

    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(130);
    expect(rest.next_cursor).toBeUndefined();
    expect((await listThreads({ caller: scene.student.caller, query: { limit: 100, unread: "true" } })).items).toEqual([]);
    expect(await listUnreadThreads({ caller })).toHaveLength(limits.unreadThreadsMax);

    const there = await listThreads({ caller, query: { limit: 100, video_id: scene.videoId, from_second: 20, to_second: 22 } });
    expect(there.items.map(({ video_timestamp_seconds }) => video_timestamp_seconds).sort()).toEqual([20, 21, 22]);
  });
});

describe("lists are cut by their bytes", () => {
  /** The most that REST shows of one thread or message beyond the limit: the last one may go over it. */
  const allowed = limits.answerTextBytes + 110_000;
  const sizeOf = (answer: unknown) => Buffer.byteLength(JSON.stringify(answer));

  it("messages, without a hole or one twice", async () => {
    const scene = await makeScene();
    const { id } = await ask(scene);

    await query(
      `INSERT INTO messages (id, thread_id, position, author_id, author_role, content)
       SELECT gen_random_uuid(), $1, n, $2, 'student', n || repeat('👋', 5000) FROM generate_series(2, 150) n`,
      [id, scene.student.user.id],
    );
    const numbers: number[] = [];
    let cursor: string | undefined;
    let pages = 0;

    do {
      const page = await getThread({ caller: scene.student.caller, params: { id }, query: { messages_cursor: cursor } });
      expect(sizeOf(page)).toBeLessThan(allowed);
      numbers.unshift(...page.messages.map(({ content }) => Number.parseInt(content, 10) || 1));
      cursor = page.messages_cursor;
      pages++;
    } while (cursor);
    expect(pages).toBe(3);
    expect(numbers).toEqual(Array.from({ length: 150 }, (_, n) => n + 1));

    const few = await getThread({ caller: scene.student.caller, params: { id }, query: { messages_limit: 2 } });
    expect(few.messages.map(({ content }) => Number.parseInt(content, 10))).toEqual([149, 150]);
    expect(few.messages_cursor).toBeDefined();
  });

  it("threads, unread ones and the queue", async () => {
    const scene = await makeScene();
    for (let n = 0; n < 24; n++) await ask(scene, `Question number ${n}?`);
    await query("UPDATE threads SET code_snippet = repeat('👋', 20000)");
    const seen: string[] = [];
    let cursor: string | undefined;

    do {
      const page = await listThreads({ caller: scene.student.caller, query: { limit: 100, cursor } });
      expect(sizeOf(page)).toBeLessThan(allowed);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen).toHaveLength(24);
    expect(new Set(seen).size).toBe(24);

    const unread = await listUnreadThreads(scene.lecturer);
    expect(sizeOf(unread)).toBeLessThan(allowed);
    expect(unread.map(({ id }) => id)).toEqual(seen.slice(0, unread.length));

    const queue = await listQueue(scene.lecturer);
    expect(sizeOf(queue)).toBeLessThan(allowed);
    expect(queue.items.map(({ id }) => id)).toEqual(seen.toReversed().slice(0, queue.items.length));
    expect(queue.stats.waiting).toBe(24);
  });
});
