import { describe, expect, it } from "vitest";
import { nearSeconds } from "#lib/contract/fold-questions.ts";
import { limits } from "#lib/contract/limits.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, type ClassScene, makeClass, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { db } from "../db/client";
import { read, sql, write } from "../db/sql";
import { addMessage } from "./add-message";
import { resolveThread } from "./change-status";
import { claimThread } from "./claims";
import { listAlike } from "./list-alike";
import { listQueue } from "./list-queue";

useTestDatabase();

const same = "Why does b change when I append to a?";

/** Questions by as many new students, the n-th waiting since n seconds past ten, after all that were asked before. */
async function askMany({ lecturer, courseId, videoId }: ClassScene, count: number, text = same, second = 14): Promise<string[]> {
  const rows = await read<{ id: string }>(sql`
    WITH people AS (
      INSERT INTO users (id, email, role, first_name, last_name)
      SELECT gen_random_uuid(), 'many-' || gen_random_uuid() || '@test.example', 'student', 'Student', n::text FROM generate_series(1, ${count}::int) n
      RETURNING id, last_name::int AS n),
    asked AS (
      INSERT INTO threads (id, video_id, course_id, student_id, lecturer_id, question_text, video_timestamp_seconds, waiting_since, created_at, updated_at)
      SELECT gen_random_uuid(), ${videoId}::uuid, ${courseId}::uuid, id, ${lecturer.user.id}::uuid, ${text}, ${second}, at, at, at
      FROM people, LATERAL (SELECT timestamptz '2026-01-01T10:00:00Z' + n * interval '1 second' AS at) times
      RETURNING id, student_id, question_text, created_at),
    said AS (
      INSERT INTO messages (id, thread_id, position, author_id, author_role, content, created_at)
      SELECT gen_random_uuid(), id, 1, student_id, 'student', question_text, created_at FROM asked)
    SELECT id FROM asked ORDER BY created_at`);
  return rows.map(({ id }) => id);
}

const of = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const answer = (person: Person, id: string) => addMessage({ ...of(person, id), body: { content: "Like this" }, request: testRequest() });

describe("questions that ask the same in a queue that is longer than a page", () => {
  it("are counted in all of it, whatever is filtered, and gathered whole", async () => {
    const scene = await makeClass();
    const { lecturer, courseId, videoId } = scene;
    const ids = await askMany(scene, 130);
    const other = await ask(scene, "What is something else altogether?");
    const queue = async (query: Parameters<typeof listQueue>[0]["query"]) => (await listQueue({ caller: lecturer.caller, query })).items;

    const fold = { id: ids[0], size: 130, more: false };
    for (const query of [{}, { scope: "unclaimed" as const }, { course_id: courseId }, { course_id: courseId, video_id: videoId }])
      expect(new Set((await queue(query)).map((item) => JSON.stringify(item.fold)))).toEqual(new Set([JSON.stringify(fold)]));
    const { next_cursor } = await listQueue({ caller: lecturer.caller });
    const rest = await queue({ cursor: next_cursor });
    expect(rest.map((item) => item.fold)).toEqual([...Array.from({ length: 30 }, () => fold), undefined]);
    expect(rest.at(-1)?.id).toBe(other.id);

    for (const id of [ids[0] ?? "", ids[129] ?? ""]) {
      const alike = await listAlike(of(lecturer, id));
      expect([alike.size, alike.more, alike.items.map((item) => item.id)]).toEqual([130, false, ids]);
    }
    expect(await listAlike(of(lecturer, other.id))).toEqual({ items: [], size: 0, more: false });
  });

  it("are counted past a thousand that ask elsewhere in the video", async () => {
    const scene = await makeClass();
    const ids = await askMany(scene, 2);
    const [first = "", second = ""] = ids;
    await askMany(scene, limits.comparedAtOnce, "What is something else altogether?", 14 + nearSeconds + 1);
    const waits = (id: string, since: string) => db().thread.update({ where: { id }, data: { waitingSince: new Date(since) } });
    await waits(first, "2026-01-01T09:00:00Z");
    await waits(second, "2026-01-02T09:00:00Z");
    const { items } = await listQueue({ caller: scene.lecturer.caller, limit: 1 });

    expect(items.map(({ fold }) => fold)).toEqual([{ id: first, size: 2, more: false }]);
  });

  it("are counted past a page that ends early because its texts are very long", async () => {
    const scene = await makeClass();
    const ids = await askMany(scene, 20, `${same} ${"very ".repeat(6000)}`);
    const { items, next_cursor } = await listQueue({ caller: scene.lecturer.caller });

    expect(items.length).toBeLessThan(20);
    expect(next_cursor).toBeDefined();
    expect(items[0]?.fold).toEqual({ id: ids[0], size: 20, more: false });
  });

  it("are what the rule of the page says: who answers, claims or asks meanwhile changes it", async () => {
    const scene = await makeClass();
    const { lecturer, assistant, classmates } = scene;
    const ids = await askMany(scene, 6);
    const [first = "", second = "", third = "", fourth = "", fifth = "", last = ""] = ids;
    await answer(assistant, first);
    await resolveThread(of(lecturer, second));
    await claimThread(of(assistant, third));
    await db().thread.update({ where: { id: fourth }, data: { videoTimestampSeconds: 14 + 16 } });
    await askClass(scene, { text: same });
    const before = await listAlike(of(lecturer, fifth));
    expect(before.items.map(({ id }) => id)).toEqual([fifth, last]);
    await write(sql`UPDATE threads SET claimed_until = now() WHERE id = ${third}::uuid`);
    expect((await listAlike(of(lecturer, fifth))).items.map(({ id }) => id)).toEqual([third, fifth, last]);
    for (const id of [first, second]) expect((await listAlike(of(lecturer, id))).size).toBe(0);

    const anonymous = await askClass(
      { ...scene, student: classmates[0] },
      { text: "Is an anonymous name kept here, too?", anonymous: true },
    );
    await askClass({ ...scene, student: classmates[1] }, { text: "Is an anonymous name kept here, too?" });
    const shown = await listAlike(of(lecturer, anonymous.id));
    expect(shown.items.map(({ student_name }) => student_name)).toEqual(["Anonymous", "Dan Classmate"]);
    expect(JSON.stringify(shown)).not.toContain(classmates[0].user.id);
  });

  it("are for the staff of their course alone", async () => {
    const scene = await makeClass();
    const { id } = await askClass(scene);
    for (const person of [scene.student, scene.classmates[0], await makeStudent()])
      await expect(listAlike(of(person, id))).rejects.toMatchObject({ code: "forbidden" });
    await expect(listAlike(of(scene.lecturer, "01a208b3-6d57-775a-ab85-cb17c75cce2a"))).rejects.toMatchObject({ code: "not_found" });
  });

  it("are gathered up to a limit, and counted up to another, which both say that there are more", async () => {
    const scene = await makeClass();
    const [first = ""] = await askMany(scene, limits.answeredTogether + 50);
    const alike = await listAlike(of(scene.lecturer, first));
    expect([alike.items.length, alike.size, alike.more]).toEqual([limits.answeredTogether, limits.answeredTogether + 50, false]);
    await askMany(scene, limits.comparedAtOnce);
    expect(await listAlike(of(scene.lecturer, first))).toMatchObject({ size: limits.comparedAtOnce, more: true });
    const { items } = await listQueue({ caller: scene.lecturer.caller });
    expect(items[0]?.fold).toMatchObject({ size: limits.comparedAtOnce, more: true });

    await write(sql`UPDATE threads SET code_snippet = repeat('👋', 5000)`);
    const long = await listAlike(of(scene.lecturer, first));
    expect(Buffer.byteLength(JSON.stringify(long.items))).toBeLessThan(limits.answerTextBytes + 110_000);
    expect([long.more, long.size > long.items.length - 1]).toEqual([true, true]);
  });
});
