import { describe, expect, inject, it } from "vitest";
import { expectConsistent } from "#lib/testing/consistent.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import {
  ask,
  makeCourse,
  makeLecturer,
  makePerson,
  makeScene,
  makeStudent,
  type Person,
  type Scene,
  testRequest,
} from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { usePublished } from "#lib/testing/published.ts";
import { waitFor } from "#lib/testing/sockets.ts";
import { commit } from "../commit";
import { db } from "../db/client";
import { transaction } from "../db/transaction";
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
import { enrol } from "./enrolment";
import { getCourse } from "./get-course";
import { listCourses } from "./list-courses";

useTestDatabase();
const published = usePublished();
const change = (person: Person, id: string, body: Parameters<typeof changeCourse>[0]["body"]) =>
  changeCourse({ caller: person.caller, params: { id }, body });
const inbox = async (person: Person) =>
  (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 20 } })).notifications;
const say = ({ caller }: Person, id: string) =>
  addMessage({ caller, params: { id }, body: { content: "Like so." }, request: testRequest() });

/** Asks two questions. The lecturer has not read the first and has answered the second. */
async function discussed(scene: Scene) {
  const [unread, answered] = [await ask(scene, "Why is it like that?"), await ask(scene, "And what about this?")];
  await say(scene.lecturer, answered.id);
  return { unread, answered };
}

describe("the threads of a course", () => {
  it("go along to a new lecturer: queue, flags, counts and access", async () => {
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
    expect(published.events).toContainEqual({
      to: "leaver",
      userId: scene.lecturer.user.id,
      threadIds: [unread.id, answered.id].toSorted(),
    });
    // A new question goes to the new lecturer. Then the course goes back, with all three.
    await expect(ask(scene)).rejects.toMatchObject({ code: "forbidden" });

    await ask({ ...scene, lecturer: heir });
    await change(admin, scene.courseId, { lecturer_id: scene.lecturer.user.id });
    await doJobs();

    expect((await listThreads({ caller: scene.lecturer.caller, query: { limit: 20 } })).items).toHaveLength(3);
    expect(await getCounts(scene.lecturer)).toMatchObject({ unread_threads: 1 });
    expect(await getCounts(heir)).toMatchObject({ unread: 0 });

    await expectConsistent(published);
  });

  it("are taken from its lecturer before with the commit, whenever the job comes", async () => {
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

    // The student can reply before the job has run. The new lecturer is notified of it.
    await say(scene.student, answered.id);
    await doJobs();
    expect((await listUnreadThreads({ caller: heir.caller })).map(({ id }) => id).toSorted()).toEqual([unread.id, answered.id].toSorted());

    await say(heir, answered.id);
    await expectConsistent(published);
  });

  it("that are just going to another lecturer are waited for, and found there", async () => {
    const scene = await makeScene();
    const heir = await makeLecturer();
    const { id } = await ask(scene);
    let reply: Promise<unknown> = Promise.resolve();

    await transaction(async (tx) => {
      await tx.course.update({ where: { id: scene.courseId }, data: { lecturerId: heir.user.id } });
      await tx.thread.update({ where: { id }, data: { lecturerId: heir.user.id } });
      reply = say(scene.student, id);
      // Handled here, because it may be rejected before it is awaited below.
      reply.catch(() => undefined);
      // On the embedded database it waits for this transaction as a whole.
      if (inject("testServer"))
        await waitFor(async () => (await tx.$queryRaw<unknown[]>`SELECT 1 FROM pg_locks WHERE NOT granted`).length > 0);
    });

    expect(await reply).toMatchObject({ content: "Like so." });
  });

  it("go with it from every read at once, and what was told of it, too", async () => {
    const scene = await makeScene();
    const bystander = await makeStudent();
    const other = await makeCourse(scene.lecturer, [scene.student]);
    const kept = await ask({ ...scene, ...other });
    const { unread } = await discussed(scene);
    const { id } = await createCourse({ caller: scene.lecturer.caller, body: { title: "Programming 2", description: "" } });

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
    await expect(enrol({ caller, params: { id }, body: {}, request: testRequest() })).rejects.toMatchObject(gone);
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
    expect(published.events.filter((outbound) => outbound.to === "thread" && outbound.event === "thread:removed")).toHaveLength(2);

    await expectConsistent(published);
  });

  it("go with their video", async () => {
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

    await expectConsistent(published);
  });
});
