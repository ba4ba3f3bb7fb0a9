import { describe, expect, it } from "vitest";
import { figuresSchema } from "#lib/contract/queue-figures.ts";
import { db } from "#lib/server/db/client.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { endorseMessage } from "#lib/server/discussions/judge-message.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import {
  ask,
  askClass,
  makeClass,
  makeCourse,
  makeLecturer,
  makePerson,
  makeStudent,
  type Person,
  testRequest,
} from "#lib/testing/factories.ts";
import { call, someId } from "#lib/testing/routes.ts";

useTestDatabase();

type Query = { course_id?: string; video_id?: string; limit?: string; cursor?: string };
const figures = (person: Person | null, query: Query = {}) =>
  call("discussions/queue/figures", "GET", { query: query as Record<string, string>, ...(person && { token: person.token }) });
const itemsOf = async (person: Person, query: Query = {}) => {
  const { status, body } = await figures(person, query);
  expect(status).toBe(200);
  return figuresSchema.parse(body.data).items;
};
const say = ({ caller }: Person, id: string) =>
  addMessage({ caller, params: { id }, body: { content: "Like so." }, request: testRequest() });

describe("the figures of the queue", () => {
  it("are for the staff of the courses that they are about, and for nobody else", async () => {
    const scene = await makeClass();
    const { lecturer, assistant, student, classmates, courseId, videoId } = scene;
    await ask(scene);
    const [stranger, free] = [await makeLecturer(), await makeLecturer()];
    await makeCourse(stranger);
    const admin = await makePerson("admin");

    expect((await figures(null)).status).toBe(401);
    for (const person of [student, ...classmates, admin, await makeStudent()])
      for (const query of [{}, { course_id: courseId }, { video_id: videoId }])
        expect(await figures(person, query)).toMatchObject({ status: 403, body: { error: "You are not on the staff of a course" } });
    for (const person of [stranger, free]) expect(await figures(person, { course_id: courseId })).toMatchObject({ status: 403 });
    for (const [person, query] of [
      [stranger, {}],
      [stranger, { video_id: videoId }],
      [free, {}],
      [lecturer, { video_id: someId }],
    ] as const)
      expect(await itemsOf(person, query)).toEqual([]);
    for (const person of [lecturer, assistant]) {
      expect((await itemsOf(person)).map(({ kind, id }) => [kind, id])).toEqual([
        ["course", courseId],
        ["video", videoId],
      ]);
      expect((await itemsOf(person, { video_id: videoId })).map(({ kind }) => kind)).toEqual(["video"]);
    }

    await db().courseStaff.delete({ where: { courseId_userId: { courseId, userId: assistant.user.id } } });
    expect(await figures(assistant)).toMatchObject({ status: 403 });
  });

  it("refuse what is no id, no number and no cursor of theirs", async () => {
    const scene = await makeClass();
    await ask(scene);
    const { next_cursor = "" } = (await figures(scene.lecturer, { limit: "1" })).body.data as { next_cursor?: string };
    expect((await figures(scene.lecturer, { cursor: next_cursor })).status).toBe(200);
    expect((await call("discussions/queue", "GET", { token: scene.lecturer.token, query: { cursor: next_cursor } })).status).toBe(400);
    for (const query of [{ course_id: "x" }, { video_id: "1 OR 1=1" }, { limit: "0" }, { limit: "101" }, { cursor: `${next_cursor}A` }])
      expect(await figures(scene.lecturer, query)).toMatchObject({ status: 400 });
  });

  it("name nobody, and count one who asked anonymously apart from themselves", async () => {
    const scene = await makeClass();
    const { lecturer, student, classmates } = scene;
    for (const anonymous of [false, true, true]) await askClass(scene, { anonymous });
    const [row] = await itemsOf(lecturer, { video_id: scene.videoId });

    expect(row?.moments).toEqual([{ seconds: 761, students: 3 }]);

    await askClass({ ...scene, student: classmates[0] });
    await ask(scene);
    const { body } = await figures(lecturer);
    expect(figuresSchema.parse(body.data).items[1]?.moments).toEqual([{ seconds: 761, students: 4 }]);

    const text = JSON.stringify(body);
    for (const { user } of [student, ...classmates]) {
      for (const told of [user.id, user.email, user.first_name, user.last_name]) expect(text).not.toContain(told);
    }
  });

  it("follow a question from being asked to its answer, which may be a classmate's that staff endorse", async () => {
    const scene = await makeClass();
    const { lecturer, classmates, courseId } = scene;
    const { id } = await askClass(scene);
    const course = async () => {
      const [row] = await itemsOf(lecturer, { course_id: courseId });
      return [row?.waiting, row?.asked, row?.answered, row?.median_first_answer_seconds === null, row?.answered_within_24h];
    };

    expect(await course()).toEqual([1, 1, 0, true, null]);

    const answer = await say(classmates[0], id);
    expect(await course()).toEqual([1, 1, 0, true, null]);

    await endorseMessage({ caller: lecturer.caller, params: { id: answer.id } });
    expect(await course()).toEqual([0, 1, 1, false, 1]);

    await say(scene.student, id);
    expect(await course()).toEqual([1, 1, 1, false, 1]);

    await db().thread.update({ where: { id }, data: { createdAt: new Date(Date.now() - 31 * 24 * 3600_000) } });
    expect(await course()).toEqual([1, 0, 0, true, null]);
  });
});
