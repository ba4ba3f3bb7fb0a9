import { describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makePerson, makeScene, makeStudent, type Person, type Scene } from "#lib/testing/factories.ts";
import { db } from "../db/client";
import { read, sql, write } from "../db/sql";
import { listMoments } from "../videos/list-moments";
import { resolveThread } from "./change-status";
import { countOpen } from "./count-open";
import { getThread } from "./get-thread";
import { listQueue } from "./list-queue";
import { listThreads } from "./list-threads";
import { listUnreadThreads } from "./list-unread-threads";

useTestDatabase();

/** Inserts `count` questions of the scene: the n-th at second n of its video, waiting since n minutes past ten. */
async function askMany({ student, lecturer, courseId, videoId }: Scene, count: number): Promise<void> {
  await read(sql`
    WITH asked AS (
      INSERT INTO threads (id, video_id, course_id, student_id, lecturer_id, question_text, video_timestamp_seconds, waiting_since, lecturer_unread, updated_at)
      SELECT gen_random_uuid(), ${videoId}, ${courseId}, ${student.user.id}, ${lecturer.user.id}, 'Question ' || n, n, timestamptz '2026-01-01T10:00:00Z' + n * interval '1 minute', true, now()
      FROM generate_series(1, ${count}::int) n RETURNING id, question_text)
    INSERT INTO messages (id, thread_id, position, author_id, author_role, content)
    SELECT gen_random_uuid(), id, 1, ${student.user.id}, 'student', question_text FROM asked`);
  await write(sql`
    INSERT INTO thread_members (thread_id, user_id, unread) SELECT id, lecturer_id, true FROM threads
    ON CONFLICT (thread_id, user_id) DO UPDATE SET unread = true`);
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
  /** The most bytes of an answer. Its last row may exceed the limit, and one thread or message takes at most 110,000 bytes. */
  const allowed = limits.answerTextBytes + 110_000;
  const sizeOf = (answer: unknown) => Buffer.byteLength(JSON.stringify(answer));

  it("messages, without a hole or one twice", async () => {
    const scene = await makeScene();
    const { id } = await ask(scene);

    await write(sql`
      INSERT INTO messages (id, thread_id, position, author_id, author_role, content)
      SELECT gen_random_uuid(), ${id}, n, ${scene.student.user.id}, 'student', n || repeat('👋', 5000) FROM generate_series(2, 150) n`);
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
    await write(sql`UPDATE threads SET code_snippet = repeat('👋', 20000)`);
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
