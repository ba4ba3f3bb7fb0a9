import { v7 as uuid } from "uuid";
import { expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database";
import { ask, facts, makeCourse, makeLecturer, makePerson, makeScene, makeStudent, type Person, type Scene } from "#lib/testing/factories";
import { doJobs } from "#lib/testing/jobs";
import { usePublished } from "#lib/testing/published";
import { commit } from "../commit";
import { db, query, transaction } from "../db/client";
import { addMessage } from "../discussions/add-message";
import { deleteMessage } from "../discussions/change-message";
import { resolveThread } from "../discussions/change-status";
import { deleteThread } from "../discussions/delete-thread";
import { getThread } from "../discussions/get-thread";
import { listMutedThreads } from "../discussions/list-muted-threads";
import { listQueue } from "../discussions/list-queue";
import { listThreads } from "../discussions/list-threads";
import { listUnreadThreads } from "../discussions/list-unread-threads";
import { readThread } from "../discussions/read-thread";
import { getCounts } from "../notifications/get-counts";
import { listNotifications } from "../notifications/list-notifications";
import { setPreferences } from "../notifications/preferences";
import { announceVideo } from "../videos/announce-video";
import { deleteVideo } from "../videos/delete-video";
import { getVideo } from "../videos/get-video";
import { changeCourse } from "./change-course";
import { createCourse } from "./create-course";
import { deleteCourse } from "./delete-course";
import { enrol, leave } from "./enrolment";
import { getCourse } from "./get-course";
import { getCourseSettings } from "./get-settings";
import { listCourses } from "./list-courses";
import { listRoster, removeFromRoster } from "./roster";

useTestDatabase();
const published = usePublished();

const draft = { title: "Programming 2", description: "" };
const change = (person: Person, id: string, body: Parameters<typeof changeCourse>[0]["body"]) =>
  changeCourse({ caller: person.caller, params: { id }, body });
const inbox = async (person: Person) =>
  (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 20 } })).notifications;
const say = ({ caller }: Person, id: string) => addMessage({ caller, params: { id }, body: { content: "Like so." }, facts: facts() });

/** Every flag is what the notifications say, and every inbox's sequence has been raised exactly as often as it was told of. */
async function expectConsistent(): Promise<void> {
  const unread = (who: string) =>
    `EXISTS (SELECT 1 FROM notifications n WHERE n.thread_id = t.id AND n.user_id = t.${who}_id AND n.counted AND n.removed_at IS NULL AND n.read_at IS NULL)`;
  const wrong = `SELECT t.id FROM threads t WHERE t.student_unread <> ${unread("student")} OR t.lecturer_unread <> ${unread("lecturer")}`;
  expect(await query(wrong)).toEqual([]);
  for (const { userId, seq } of await db().inbox.findMany()) {
    const told = published.to(userId).map((fact) => (fact.body && "seq" in fact.body ? fact.body.seq : Number.NaN));
    expect(told).toEqual(Array.from({ length: Number(seq) }, (_, index) => index + 1));
  }
}

it("tells all students and admins of a new course, and not who made it", async () => {
  const [student, lecturer, admin, maker] = [
    await makeStudent(),
    await makeLecturer(),
    await makePerson("admin"),
    await makePerson("admin"),
  ];
  const course = await createCourse({ caller: maker.caller, body: { ...draft, lecturer_id: lecturer.user.id } });

  expect(published.facts).toEqual([{ to: "all", event: "courses:changed", body: { courseId: course.id } }]);

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

  await expectConsistent();
});

it("lets an admin name the lecturer, and nobody else another", async () => {
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

it("keeps the enrolment code between those who run the course, and asks students for it", async () => {
  const scene = await makeScene();
  const [late, params] = [await makeStudent(), { id: scene.courseId }];
  const join = (person: Person, enrolment_code?: string) =>
    enrol({ caller: person.caller, params, body: { enrolment_code }, facts: facts() });

  expect(JSON.stringify(await change(scene.lecturer, scene.courseId, { enrolment_code: "Monty" }))).not.toContain("Monty");
  await expect(join(late)).rejects.toMatchObject({ code: "invalid_input", details: [{ param: "enrolment_code" }] });
  await expect(join(late, "Python")).rejects.toMatchObject({ code: "forbidden" });
  // Whoever is in needs none.
  expect(await join(scene.student)).toMatchObject({ enrolled: true });
  expect(await join(late, " monty ")).toMatchObject({ enrolled: true });
  expect(await getCourseSettings({ caller: scene.lecturer.caller, params })).toEqual({ enrolment_code: "Monty", enrolled_count: 2 });
  await expect(getCourseSettings({ caller: late.caller, params })).rejects.toMatchObject({ code: "forbidden" });

  await change(scene.lecturer, scene.courseId, { enrolment_code: null });
  expect(await join(await makeStudent())).toMatchObject({ enrolled: true });
});

it("enrols someone once, however often they ask at once", async () => {
  const scene = await makeScene();
  const [student, params] = [await makeStudent(), { id: scene.courseId }];
  await Promise.all(Array.from({ length: 6 }, () => enrol({ caller: student.caller, params, body: {}, facts: facts() })));
  expect(await db().enrollment.count({ where: { studentId: student.user.id } })).toBe(1);
  expect(await leave({ caller: student.caller, params })).toMatchObject({ enrolled: false });
});

it("closes an archived course to new questions and people, and opens it again", async () => {
  const scene = await makeScene();
  const params = { id: scene.courseId };
  const join = async () => enrol({ caller: (await makeStudent()).caller, params, body: {}, facts: facts() });
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

/** Two questions: one the lecturer has not read, one that they have answered. */
async function discussed(scene: Scene) {
  const [unread, answered] = [await ask(scene, "Why is it like that?"), await ask(scene, "And what about this?")];
  await say(scene.lecturer, answered.id);
  return { unread, answered };
}

it("takes the threads along to a new lecturer: queue, flags, counts and access", async () => {
  const scene = await makeScene();
  const [heir, admin] = [await makeLecturer({ firstName: "Ada", lastName: "Heir" }), await makePerson("admin")];
  const { unread, answered } = await discussed(scene);

  await change(admin, scene.courseId, { lecturer_id: heir.user.id });
  await doJobs();
  expect(await getCounts(scene.lecturer)).toMatchObject({ unread: 0, unread_threads: 0 });
  expect(await inbox(scene.lecturer)).toEqual([]);
  expect(await getCounts(heir)).toMatchObject({ unread: 1, unread_threads: 1 });
  expect(await inbox(heir)).toMatchObject([{ read: false, payload: { action: "thread_created", threadId: unread.id } }]);
  expect((await listQueue({ caller: heir.caller })).items).toMatchObject([{ id: unread.id, lecturer_name: "Ada Heir" }]);
  expect((await listQueue({ caller: scene.lecturer.caller })).items).toEqual([]);

  await say(heir, unread.id);
  for (const { id } of [unread, answered])
    await expect(getThread({ caller: scene.lecturer.caller, params: { id }, query: {} })).rejects.toMatchObject({ code: "forbidden" });
  expect(published.facts).toContainEqual({
    to: "leaver",
    userId: scene.lecturer.user.id,
    threadIds: [unread.id, answered.id].toSorted(),
  });
  // A new question goes to the new one; and back it all goes.
  await expect(ask(scene)).rejects.toMatchObject({ code: "forbidden" });

  await ask({ ...scene, lecturer: heir });
  await change(admin, scene.courseId, { lecturer_id: scene.lecturer.user.id });
  await doJobs();

  expect((await listThreads({ caller: scene.lecturer.caller, query: { limit: 20 } })).items).toHaveLength(3);
  expect(await getCounts(scene.lecturer)).toMatchObject({ unread_threads: 1 });
  expect(await getCounts(heir)).toMatchObject({ unread: 0 });

  await expectConsistent();
});

it("takes the threads of a course from its lecturer before with the commit, whenever the job comes", async () => {
  const scene = await makeScene();
  const [heir, admin] = [await makeLecturer(), await makePerson("admin")];
  const { unread, answered } = await discussed(scene);
  const said = await say(scene.student, answered.id);
  const { caller } = scene.lecturer;

  await setPreferences({ caller, body: { muted_threads: [answered.id] } });
  await change(admin, scene.courseId, { lecturer_id: heir.user.id });
  const refused = { code: "forbidden" };

  for (const { id } of [unread, answered]) {
    const params = { id };
    await expect(getThread({ caller, params, query: {} })).rejects.toMatchObject(refused);
    await expect(say(scene.lecturer, id)).rejects.toMatchObject(refused);
    await expect(readThread({ caller, params, body: {} })).rejects.toMatchObject(refused);
    await expect(resolveThread({ caller, params })).rejects.toMatchObject(refused);
    await expect(deleteThread({ caller, params })).rejects.toMatchObject(refused);
  }
  await expect(deleteMessage({ caller, params: { id: said.id } })).rejects.toMatchObject(refused);
  expect((await listThreads({ caller, query: { limit: 20 } })).items).toEqual([]);
  expect(await listUnreadThreads({ caller })).toEqual([]);
  expect(await listMutedThreads({ caller })).toEqual([]);
  expect(await listQueue({ caller })).toMatchObject({ items: [], stats: { waiting: 0, median_first_answer_seconds: null } });

  // Its student goes on, and what they write meanwhile reaches the new one.
  await say(scene.student, answered.id);
  await doJobs();
  expect((await listUnreadThreads({ caller: heir.caller })).map(({ id }) => id).toSorted()).toEqual([unread.id, answered.id].toSorted());

  await say(heir, answered.id);
  await expectConsistent();
});

it("waits for a thread that is just going to another lecturer, and finds it there", async () => {
  const scene = await makeScene();
  const heir = await makeLecturer();
  const { id } = await ask(scene);
  let reply: Promise<unknown> = Promise.resolve();

  await transaction(async (tx) => {
    await tx.course.update({ where: { id: scene.courseId }, data: { lecturerId: heir.user.id } });
    await tx.thread.update({ where: { id }, data: { lecturerId: heir.user.id } });
    reply = say(scene.student, id);
    // Rejected or not, it is looked at below.
    reply.catch(() => undefined);
    await tx.$executeRaw`SELECT pg_sleep(0.3)`;
  });

  expect(await reply).toMatchObject({ content: "Like so." });
});

it("removes a course from every read at once, and what was told of it with it", async () => {
  const scene = await makeScene();
  const bystander = await makeStudent();
  const other = await makeCourse(scene.lecturer, [scene.student]);
  const kept = await ask({ ...scene, ...other });
  const { unread } = await discussed(scene);
  const { id } = await createCourse({ caller: scene.lecturer.caller, body: { ...draft } });

  await db().video.update({ where: { id: scene.videoId }, data: { courseId: id } });
  await commit((unit) => announceVideo(unit, scene.videoId));
  await db().enrollment.create({ data: { courseId: id, studentId: scene.student.user.id } });
  await doJobs();

  expect(await getCounts(scene.student)).toMatchObject({ unread: 3, unread_threads: 1 });
  expect(await getCounts(bystander)).toMatchObject({ unread: 1 });

  await expect(deleteCourse({ caller: scene.student.caller, params: { id } })).rejects.toMatchObject({ code: "forbidden" });

  await deleteCourse({ caller: scene.lecturer.caller, params: { id } });
  const { caller } = scene.student;
  const gone = { code: "not_found" };

  await expect(getCourse({ caller, params: { id } })).rejects.toMatchObject(gone);
  await expect(enrol({ caller, params: { id }, body: {}, facts: facts() })).rejects.toMatchObject(gone);
  await expect(getVideo({ caller, params: { id: scene.videoId } })).rejects.toMatchObject(gone);
  await expect(getThread({ caller, params: { id: unread.id }, query: {} })).rejects.toMatchObject(gone);
  await expect(say(scene.student, unread.id)).rejects.toMatchObject(gone);
  await expect(ask(scene)).rejects.toMatchObject(gone);
  await expect(deleteCourse({ caller: scene.lecturer.caller, params: { id } })).rejects.toMatchObject(gone);
  expect((await listCourses({ caller, query: { limit: 20 } })).items.map((course) => course.id)).not.toContain(id);
  expect((await listThreads({ caller, query: { limit: 20 } })).items.map((thread) => thread.id)).toEqual([kept.id]);
  expect((await listQueue({ caller: scene.lecturer.caller })).stats.waiting).toBe(1);

  await doJobs();
  expect(await getCounts(scene.student)).toMatchObject({ unread: 0, unread_threads: 0 });
  expect(await getCounts(bystander)).toMatchObject({ unread: 0 });
  expect(await getCounts(scene.lecturer)).toMatchObject({ unread: 1, unread_threads: 1 });
  expect(await inbox(scene.student)).toEqual([]);
  expect(await db().course.count({ where: { id } })).toBe(0);
  expect(await db().video.count({ where: { id: scene.videoId } })).toBe(0);
  expect(await db().thread.findMany()).toMatchObject([{ id: kept.id }]);
  expect(published.facts.filter((fact) => fact.to === "thread" && fact.event === "thread:removed")).toHaveLength(2);

  await expectConsistent();
});

it("removes a video with its threads", async () => {
  const scene = await makeScene();
  const { answered } = await discussed(scene);
  const params = { id: scene.videoId };

  await expect(deleteVideo({ caller: (await makeLecturer()).caller, params })).rejects.toMatchObject({ code: "forbidden" });

  await deleteVideo({ caller: scene.lecturer.caller, params });
  await expect(getThread({ caller: scene.student.caller, params: { id: answered.id }, query: {} })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await getCourse({ caller: scene.student.caller, params: { id: scene.courseId } })).toMatchObject({ videos: [] });

  await doJobs();
  for (const person of [scene.student, scene.lecturer]) expect(await getCounts(person)).toMatchObject({ unread: 0, unread_threads: 0 });
  expect([await db().thread.count(), await db().message.count(), await db().video.count()]).toEqual([0, 0, 0]);

  await expectConsistent();
});

it("pages through the roster, finds people in it and takes them off", async () => {
  const scene = await makeScene();
  const params = { id: scene.courseId };
  const zoe = await makeStudent({ firstName: "Zoë", lastName: "Abel", email: `100%_${uuid()}@test.example` });

  await enrol({ caller: zoe.caller, params, body: {}, facts: facts() });
  const list = (given: object = {}) => listRoster({ caller: scene.lecturer.caller, params, query: { limit: 20, ...given } });
  const first = await list({ limit: 1 });
  const rest = await list({ limit: 1, cursor: first.next_cursor });

  expect([...first.items, ...rest.items]).toMatchObject([{ last_name: "Abel" }, { last_name: "Doe" }]);
  expect(rest.next_cursor).toBeUndefined();
  for (const text of ["zoë ab", "100%_"]) expect((await list({ query: text })).items).toMatchObject([{ id: zoe.user.id }]);
  expect((await list({ query: "%" })).items).toHaveLength(1);
  await expect(listRoster({ caller: zoe.caller, params, query: { limit: 20 } })).rejects.toMatchObject({ code: "forbidden" });

  const off = () => removeFromRoster({ caller: scene.lecturer.caller, params: { ...params, userId: zoe.user.id } });
  await off();
  await expect(off()).rejects.toMatchObject({ code: "not_found" });
  await expect(getVideo({ caller: zoe.caller, params: { id: scene.videoId } })).rejects.toMatchObject({ code: "forbidden" });
});

it("lists one's own courses alone where those are asked for, however many others are newer", async () => {
  const scene = await makeScene();
  for (let n = 0; n < 3; n++) await makeCourse(await makeLecturer());
  const own = async ({ caller }: Person) => (await listCourses({ caller, query: { limit: 2 }, own: true })).items.map(({ id }) => id);
  expect(await own(scene.student)).toEqual([scene.courseId]);
  expect(await own(scene.lecturer)).toEqual([scene.courseId]);
  expect(await own(await makeStudent())).toEqual([]);
});
