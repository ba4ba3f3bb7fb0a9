import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import {
  ask,
  askClass,
  type ClassScene,
  makeClass,
  makeLecturer,
  makePerson,
  makeStudent,
  type Person,
  testRequest,
} from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { usePublished } from "#lib/testing/published.ts";
import { confirmAddress } from "../auth/confirm-address";
import { commit } from "../commit";
import { changeCourse } from "../courses/change-course";
import { changeCourseSettings } from "../courses/class-settings";
import { enrol, leave } from "../courses/enrolment";
import { importRoster } from "../courses/import-roster";
import { listCourses } from "../courses/list-courses";
import { seeFeed } from "../courses/see-feed";
import { putStaff } from "../courses/staff";
import { db } from "../db/client";
import { listNotifications } from "../notifications/list-notifications";
import { importUsers } from "../users/import-users";
import { addMessage } from "./add-message";
import { changeThread } from "./change-status";
import { deleteThread } from "./delete-thread";
import { followThread } from "./followers";
import { getThread } from "./get-thread";
import { listClassThreads } from "./list-class-threads";
import { listThreads } from "./list-threads";
import { listUnreadThreads } from "./list-unread-threads";
import { readThread } from "./read-thread";

useTestDatabase();
const published = usePublished();

const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const reply = (person: Person, id: string, content = "Try const.") =>
  addMessage({ ...by(person, id), body: { content }, request: testRequest() });
const seen = async (person: Person, id: string) => getThread({ ...by(person, id), query: {} });
const actions = async (person: Person) =>
  (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 100 } })).notifications.map((row) =>
    row.type === "thread/discussion" ? row.payload.action : row.type,
  );
const listed = async (person: Person, { courseId }: ClassScene, query: object = {}) =>
  (
    await listClassThreads({
      caller: person.caller,
      params: { id: courseId },
      query: { filter: "all", sort: "recent", limit: 100, ...query },
    })
  ).items;

describe("a thread of the class", () => {
  it("is read and answered by everybody in the course, and by nobody else", async () => {
    const scene = await makeClass();
    const { student, lecturer, assistant, classmates } = scene;
    const thread = await askClass(scene);

    for (const person of [student, lecturer, assistant, ...classmates])
      expect(await seen(person, thread.id)).toMatchObject({ visibility: "class", mine: person === student, waiting: true });
    for (const person of [await makeStudent(), await makePerson("admin"), await makePerson("lecturer")])
      await expect(seen(person, thread.id)).rejects.toMatchObject({ code: "forbidden" });
    const answer = await reply(classmates[0], thread.id);
    expect(answer).toMatchObject({ author_role: "student", author_name: "Cleo Classmate" });
    expect(await seen(student, thread.id)).toMatchObject({ answer_state: "student_answered", waiting: true });
    expect(await reply(assistant, thread.id)).toMatchObject({ author_role: "assistant" });
    expect(await seen(student, thread.id)).toMatchObject({ answer_state: "staff_answered", waiting: false });
  });

  it("stands in the class's list, and in a classmate's own lists only when they follow it", async () => {
    const scene = await makeClass();
    const [classmate, other] = scene.classmates;
    const thread = await askClass(scene);
    await ask(scene, "What is this private question?");

    expect((await listed(classmate, scene)).map(({ id }) => id)).toEqual([thread.id]);
    expect(await listed(classmate, scene, { filter: "following" })).toEqual([]);
    await reply(classmate, thread.id);
    await reply(other, thread.id);
    expect((await listThreads({ caller: classmate.caller, query: { limit: 20 } })).items).toEqual([]);
    expect(await listUnreadThreads(classmate)).toMatchObject([
      { id: thread.id, unread: true, student_unread: false, lecturer_unread: false },
    ]);
    expect(await listed(classmate, scene, { filter: "following" })).toHaveLength(1);
    expect(await listed(classmate, scene, { filter: "answered" })).toHaveLength(1);
    expect(await listed(classmate, scene, { filter: "mine" })).toEqual([]);
    await expect(listed(await makeStudent(), scene)).rejects.toMatchObject({ message: "You are not enrolled in this course" });
  });

  it("writes no row for who is not involved, and tells nobody of their own act", async () => {
    const scene = await makeClass();
    const [classmate, other] = scene.classmates;
    const thread = await askClass(scene);
    await reply(classmate, thread.id);
    await reply(scene.lecturer, thread.id);

    expect(await db().notification.count({ where: { userId: other.user.id } })).toBe(0);
    expect(await db().threadMember.count({ where: { userId: other.user.id } })).toBe(0);
    expect(await actions(scene.student)).toEqual(["message_added", "message_added"]);
    expect(await actions(classmate)).toEqual(["message_added"]);
    expect(await actions(scene.assistant)).toEqual(["message_added", "thread_created"]);
    await readThread({ ...by(scene.student, thread.id), body: {} });
    expect(await db().notification.count({ where: { counted: false } })).toBe(0);
  });

  it("is shown by its asker while alone in it, and taken back by asker or staff from everybody else", async () => {
    const scene = await makeClass();
    const [classmate] = scene.classmates;
    const thread = await ask(scene);
    const set = (person: Person, visibility: "private" | "class") => changeThread({ ...by(person, thread.id), body: { visibility } });

    await expect(set(scene.lecturer, "class")).rejects.toMatchObject({ code: "forbidden" });
    await set(scene.student, "class");
    await reply(classmate, thread.id);
    await reply(scene.student, thread.id, "Thank you");
    expect(await actions(classmate)).toEqual(["message_added"]);
    published.clear();
    await set(scene.assistant, "private");
    await expect(seen(classmate, thread.id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await actions(classmate)).toEqual([]);
    expect(published.events.filter(({ to }) => to === "class")).toMatchObject([{ event: "thread:removed", body: { threadId: thread.id } }]);
    expect(published.events.at(-1)).toMatchObject({ to: "course", event: "course:thread_removed", body: { threadId: thread.id } });
    expect((await seen(scene.student, thread.id)).messages).toHaveLength(3);
    await expect(set(scene.student, "class")).rejects.toMatchObject({ code: "conflict" });
  });

  it("closes with the course's posting, by switch and by the clock, for students and not for staff", async () => {
    const scene = await makeClass();
    const { courseId, lecturer, student, classmates } = scene;
    const thread = await askClass(scene);
    const settings = (body: object) => changeCourseSettings({ caller: lecturer.caller, params: { id: courseId }, body });
    const closed = { code: "forbidden", message: "Posting is closed in this course" };
    const hour = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();

    for (const body of [{ posting: "closed" }, { posting: "open", closed_from: hour(-1), closed_until: hour(1) }]) {
      await settings(body);
      await expect(askClass(scene)).rejects.toMatchObject(closed);
      await expect(reply(classmates[0], thread.id)).rejects.toMatchObject(closed);
      await reply(lecturer, thread.id);
    }
    await settings({ closed_from: hour(-3), closed_until: hour(-2), class_questions: "off", anonymity: "off" });
    await reply(student, thread.id);
    await expect(askClass(scene)).rejects.toMatchObject({ message: "Class questions are off in this course" });
    await settings({ class_questions: "on" });
    await expect(askClass(scene, { anonymous: true })).rejects.toMatchObject({ message: "Anonymous questions are off in this course" });
    await expect(settings({ closed_from: hour(2), closed_until: hour(1) })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("leaves with whoever leaves the course, and with the thread", async () => {
    const scene = await makeClass();
    const [classmate, other] = scene.classmates;
    const [thread, own] = [await askClass(scene), await askClass({ ...scene, student: classmate })];
    await reply(classmate, thread.id);
    await reply(other, thread.id);
    expect(await actions(classmate)).toEqual(["message_added"]);
    await leave({ caller: classmate.caller, params: { id: scene.courseId } });
    expect(await actions(classmate)).toEqual([]);
    await expect(seen(classmate, thread.id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await seen(classmate, own.id)).toMatchObject({ mine: true });

    await expect(deleteThread(by(scene.assistant, thread.id))).rejects.toMatchObject({ code: "forbidden" });
    await deleteThread(by(scene.lecturer, thread.id));
    expect((await listed(other, scene)).map(({ id }) => id)).toEqual([own.id]);
  });

  it("is followed as one chooses", async () => {
    const scene = await makeClass();
    const [classmate, other] = scene.classmates;
    const thread = await askClass(scene);
    const follow = (person: Person, level: "all" | "answers" | "none" | "muted") =>
      followThread({ ...by(person, thread.id), body: { level } });

    expect(await follow(classmate, "all")).toMatchObject({ follow: "all" });

    await follow(other, "answers");
    await follow(scene.student, "muted");
    await reply(scene.lecturer, thread.id);
    await reply(scene.assistant, thread.id);
    await doJobs();

    expect(await actions(classmate)).toEqual(["message_added", "message_added"]);
    expect(await actions(other)).toEqual(["thread_answered"]);
    expect(await actions(scene.student)).toEqual([]);
    expect((await seen(scene.student, thread.id)).follow).toBe("muted");
  });

  it("counts as new to others until they have seen the feed", async () => {
    const scene = await makeClass();
    const [classmate] = scene.classmates;
    const fresh = async (person: Person) => (await listCourses({ caller: person.caller, query: { limit: 1 } })).items[0]?.new_threads;
    const thread = await askClass(scene);
    await askClass({ ...scene, student: classmate });

    expect([await fresh(classmate), await fresh(scene.student), await fresh(scene.lecturer)]).toEqual([1, 1, 2]);

    const see = (seq: number) => seeFeed({ caller: classmate.caller, params: { id: scene.courseId }, body: { seq } });
    expect(await see(1)).toEqual({ seq: 1 });
    expect(await fresh(classmate)).toBe(0);

    await reply(scene.lecturer, thread.id);
    expect(await see(1_000_000)).toEqual({ seq: 3 });
    expect(await see(0)).toEqual({ seq: 3 });
    expect(await fresh(await makeStudent())).toBe(0);
  });

  it("is not new to whoever comes into the course later, in whichever way", async () => {
    const scene = await makeClass();
    await askClass(scene);
    const admin = await makePerson("admin");
    const params = { id: scene.courseId };
    const fileOf = (...lines: string[]) => Buffer.from(lines.join("\r\n")).toString("base64");
    const newcomers = await Promise.all([makeStudent(), makeStudent(), makeStudent(), makeStudent(), makeStudent()]);
    const [enrolled, onRoster, imported, confirmed, assistant] = newcomers;
    const owner = await makeLecturer();

    await enrol({ caller: enrolled.caller, params, body: {}, request: testRequest() });
    const roster = { csv_base64: fileOf("Email", onRoster.user.email), confirm: true };
    await importRoster({ caller: admin.caller, params, body: roster, request: testRequest() });
    const people = {
      csv_base64: fileOf("email,first name,last name,role,course", `${imported.user.email},Ann,New,student,Programming 1`),
      confirm: true,
    };
    await importUsers({ caller: admin.caller, body: people, request: testRequest() });
    await db().pendingEnrollment.create({ data: { courseId: scene.courseId, studentId: confirmed.user.id } });
    await db().user.update({ where: { id: confirmed.user.id }, data: { emailConfirmedAt: null } });
    await commit((unit) => confirmAddress(unit, confirmed.user.id, { actorId: admin.user.id, request: testRequest() }, "admin"));
    const part = { params: { ...params, userId: assistant.user.id }, body: { part: "assistant" as const } };
    await putStaff({ caller: scene.lecturer.caller, ...part, request: testRequest() });
    await changeCourse({ caller: admin.caller, params, body: { lecturer_id: owner.user.id } });

    const fresh = async ({ caller }: Person) => (await listCourses({ caller, query: { limit: 1 }, own: true })).items[0]?.new_threads;
    const everybody = [...newcomers, owner, scene.classmates[0]];
    expect(await Promise.all(everybody.map(fresh))).toEqual([0, 0, 0, 0, 0, 0, 1]);

    await askClass(scene);
    expect(await Promise.all(everybody.map(fresh))).toEqual([1, 1, 1, 1, 1, 1, 2]);

    await leave({ caller: enrolled.caller, params });
    await enrol({ caller: enrolled.caller, params, body: {}, request: testRequest() });
    expect(await fresh(enrolled)).toBe(0);
  });
});
