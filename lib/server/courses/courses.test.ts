import { v7 as uuid } from "uuid";
import { describe, expect, it } from "vitest";
import { expectConsistent } from "#lib/testing/consistent.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeCourse, makeLecturer, makePerson, makeScene, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { listNotifications } from "../notifications/list-notifications";
import { getVideo } from "../videos/get-video";
import { changeCourse } from "./change-course";
import { getCourseSettings } from "./class-settings";
import { createCourse } from "./create-course";
import { enrol, leave } from "./enrolment";
import { listCourses } from "./list-courses";
import { listRoster, removeFromRoster } from "./roster";

useTestDatabase();
const published = usePublished();

const draft = { title: "Programming 2", description: "" };
const change = (person: Person, id: string, body: Parameters<typeof changeCourse>[0]["body"]) =>
  changeCourse({ caller: person.caller, params: { id }, body });
const inbox = async (person: Person) =>
  (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 20 } })).notifications;

describe("a course", () => {
  it("is told to all students and admins when it is new, and not to who made it", async () => {
    const [student, lecturer, admin, maker] = [
      await makeStudent(),
      await makeLecturer(),
      await makePerson("admin"),
      await makePerson("admin"),
    ];
    const course = await createCourse({ caller: maker.caller, body: { ...draft, lecturer_id: lecturer.user.id } });

    expect(published.events).toEqual([{ to: "all", event: "courses:changed", body: { courseId: course.id } }]);

    await doJobs();
    for (const person of [student, admin])
      expect(await inbox(person)).toMatchObject([
        {
          type: "course/created",
          read: false,
          payload: {
            courseId: course.id,
            courseTitle: draft.title,
            lecturerId: lecturer.user.id,
            lecturerName: course.lecturer_name,
            timestamp: course.created_at,
          },
        },
      ]);
    for (const person of [lecturer, maker]) expect(await getCounts(person)).toMatchObject({ unread: 0, seq: 0 });

    await expectConsistent(published);
  });

  it("has an admin name its lecturer, and nobody else another", async () => {
    const [lecturer, rival, admin] = [await makeLecturer(), await makeLecturer(), await makePerson("admin")];
    const create = (person: Person, lecturer_id?: string) => createCourse({ caller: person.caller, body: { ...draft, lecturer_id } });
    expect(await create(lecturer)).toMatchObject({ lecturer_id: lecturer.user.id, enrolled: false, archived_at: null });
    await expect(create(lecturer, rival.user.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(create(admin)).rejects.toMatchObject({ code: "invalid_input", details: [{ param: "lecturer_id" }] });
    await expect(create(admin, admin.user.id)).rejects.toMatchObject({ code: "not_found" });

    const { id } = await create(lecturer);
    await expect(change(rival, id, { title: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(change(lecturer, id, { lecturer_id: rival.user.id })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("keeps its enrolment code between those who run it, and asks students for it", async () => {
    const scene = await makeScene();
    const [late, params] = [await makeStudent(), { id: scene.courseId }];
    const join = (person: Person, enrolment_code?: string) =>
      enrol({ caller: person.caller, params, body: { enrolment_code }, request: testRequest() });

    expect(JSON.stringify(await change(scene.lecturer, scene.courseId, { enrolment_code: "Monty" }))).not.toContain("Monty");
    await expect(join(late)).rejects.toMatchObject({ code: "invalid_input", details: [{ param: "enrolment_code" }] });
    await expect(join(late, "Python")).rejects.toMatchObject({ code: "forbidden" });
    // A student who is enrolled already needs no code.
    expect(await join(scene.student)).toMatchObject({ enrolled: true });
    expect(await join(late, " monty ")).toMatchObject({ enrolled: true });
    expect(await getCourseSettings({ caller: scene.lecturer.caller, params })).toMatchObject({
      enrolment_code: "Monty",
      enrolled_count: 2,
    });
    await expect(getCourseSettings({ caller: late.caller, params })).rejects.toMatchObject({ code: "forbidden" });

    await change(scene.lecturer, scene.courseId, { enrolment_code: null });
    expect(await join(await makeStudent())).toMatchObject({ enrolled: true });
  });

  it("enrols someone once, however often they ask at once", async () => {
    const scene = await makeScene();
    const [student, params] = [await makeStudent(), { id: scene.courseId }];
    await Promise.all(Array.from({ length: 6 }, () => enrol({ caller: student.caller, params, body: {}, request: testRequest() })));
    expect(await db().enrollment.count({ where: { studentId: student.user.id } })).toBe(1);
    expect(await leave({ caller: student.caller, params })).toMatchObject({ enrolled: false });
  });

  it("is closed to new questions and people when it is archived, and opened again", async () => {
    const scene = await makeScene();
    const params = { id: scene.courseId };
    const join = async () => enrol({ caller: (await makeStudent()).caller, params, body: {}, request: testRequest() });
    const archived = await change(scene.lecturer, scene.courseId, { archived: true });

    expect(archived.archived_at).not.toBeNull();
    expect(await change(scene.lecturer, scene.courseId, { archived: true })).toEqual(archived);
    await expect(ask(scene)).rejects.toMatchObject({ code: "conflict" });
    await expect(join()).rejects.toMatchObject({ code: "conflict" });
    expect(await getVideo({ caller: scene.student.caller, params: { id: scene.videoId } })).toMatchObject({ id: scene.videoId });

    await change(scene.lecturer, scene.courseId, { archived: false });
    await ask(scene);
    await join();
  });

  it("pages through its roster, finds people in it and takes them off", async () => {
    const scene = await makeScene();
    const params = { id: scene.courseId };
    const zoe = await makeStudent({ firstName: "Zoë", lastName: "Abel", email: `100%_${uuid()}@test.example` });

    await enrol({ caller: zoe.caller, params, body: {}, request: testRequest() });
    const list = (given: object = {}) => listRoster({ caller: scene.lecturer.caller, params, query: { limit: 20, ...given } });
    const first = await list({ limit: 1 });
    const rest = await list({ limit: 1, cursor: first.next_cursor });

    expect([...first.items, ...rest.items]).toMatchObject([{ last_name: "Abel" }, { last_name: "Doe" }]);
    expect(rest.next_cursor).toBeUndefined();
    for (const text of ["zoë ab", "ZOE", "100%_"]) expect((await list({ query: text })).items).toMatchObject([{ id: zoe.user.id }]);
    expect((await list({ query: "%" })).items).toHaveLength(1);
    await expect(listRoster({ caller: zoe.caller, params, query: { limit: 20 } })).rejects.toMatchObject({ code: "forbidden" });

    const off = () => removeFromRoster({ caller: scene.lecturer.caller, params: { ...params, userId: zoe.user.id } });
    await off();
    await expect(off()).rejects.toMatchObject({ code: "not_found" });
    await expect(getVideo({ caller: zoe.caller, params: { id: scene.videoId } })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("stands alone among one's own where those are asked for, however many others are newer", async () => {
    const scene = await makeScene();
    for (let n = 0; n < 3; n++) await makeCourse(await makeLecturer());
    const own = async ({ caller }: Person) => (await listCourses({ caller, query: { limit: 2 }, own: true })).items.map(({ id }) => id);
    expect(await own(scene.student)).toEqual([scene.courseId]);
    expect(await own(scene.lecturer)).toEqual([scene.courseId]);
    expect(await own(await makeStudent())).toEqual([]);
  });
});
