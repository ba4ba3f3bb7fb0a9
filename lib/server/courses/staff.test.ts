import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, makeClass, makeLecturer, makePerson, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { db } from "../db/client";
import { addMessage } from "../discussions/add-message";
import { claimThread } from "../discussions/claims";
import { getThread } from "../discussions/get-thread";
import { listQueue } from "../discussions/list-queue";
import { readThread } from "../discussions/read-thread";
import { listNotifications } from "../notifications/list-notifications";
import { setPreferences } from "../notifications/preferences";
import { deleteUser } from "../users/delete-user";
import { changeCourse } from "./change-course";
import { getCourse } from "./get-course";
import { inviteStaff, listStaff, putStaff, removeStaff } from "./staff";

useTestDatabase();

const on = (person: Person, id: string, userId: string) => ({ caller: person.caller, params: { id, userId }, request: testRequest() });
const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const reply = (person: Person, id: string) => addMessage({ ...by(person, id), body: { content: "So." }, request: testRequest() });
const actions = async (person: Person) =>
  (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 100 } })).notifications.map((row) =>
    row.type === "thread/discussion" ? row.payload.action : row.type,
  );

describe("the staff of a course", () => {
  it("is its owner and whom lecturers and admins put there, each with a part", async () => {
    const { courseId, lecturer, assistant, student } = await makeClass();
    const colleague = await makeLecturer();
    expect(await putStaff({ ...on(lecturer, courseId, colleague.user.id), body: { part: "lecturer" } })).toMatchObject({
      part: "lecturer",
    });
    await putStaff({ ...on(colleague, courseId, colleague.user.id), body: { part: "lecturer" } });
    const invite = (email: string) =>
      inviteStaff({ caller: lecturer.caller, params: { id: courseId }, body: { email, part: "assistant" }, request: testRequest() });
    expect(await invite((await makeStudent({ email: "tia@test.example" })).user.email)).toMatchObject({ part: "assistant", owner: false });
    await expect(invite("nobody@test.example")).rejects.toMatchObject({ code: "not_found", message: "User not found" });

    const parts = (await listStaff({ caller: student.caller, params: { id: courseId } })).map(({ part, owner }) => [part, owner]);
    expect(parts).toEqual([
      ["lecturer", true],
      ["lecturer", false],
      ["assistant", false],
      ["assistant", false],
    ]);
    expect((await listStaff({ caller: student.caller, params: { id: courseId } }))[0]).not.toHaveProperty("email");
    expect((await listStaff({ caller: assistant.caller, params: { id: courseId } }))[0]).toHaveProperty("email", lecturer.user.email);
    expect(await getCourse({ caller: assistant.caller, params: { id: courseId } })).toMatchObject({
      my_part: "assistant",
      enrolled: false,
    });
    await expect(putStaff({ ...on(assistant, courseId, colleague.user.id), body: { part: "assistant" } })).rejects.toMatchObject({
      code: "forbidden",
    });
    const refused = { code: "conflict", message: "A course needs its owner" };
    await expect(putStaff({ ...on(colleague, courseId, lecturer.user.id), body: { part: "assistant" } })).rejects.toMatchObject(refused);
    await expect(removeStaff(on(colleague, courseId, lecturer.user.id))).rejects.toMatchObject(refused);
    const enrolled = { code: "conflict", message: "Staff cannot be enrolled in their own course" };
    await expect(putStaff({ ...on(lecturer, courseId, student.user.id), body: { part: "assistant" } })).rejects.toMatchObject(enrolled);
    // The database drops an enrolment of staff, even one by a process of the release before.
    await db().enrollment.createMany({ data: [{ courseId, studentId: assistant.user.id }] });
    expect(await db().enrollment.count({ where: { studentId: assistant.user.id } })).toBe(0);
  });

  it("is told of questions as each wants it, and the asker of answers of all", async () => {
    const scene = await makeClass();
    const { lecturer, assistant, student, courseId } = scene;
    const wants = (person: Person, news: "all" | "mine" | "none") =>
      setPreferences({ caller: person.caller, body: { courses: { [courseId]: news } } });
    const thread = await ask(scene);

    expect([await actions(lecturer), await actions(assistant)]).toEqual([["thread_created"], ["thread_created"]]);
    expect(await wants(assistant, "mine")).toMatchObject({ courses: { [courseId]: "mine" } });

    await reply(student, thread.id);
    expect([(await actions(lecturer)).length, (await actions(assistant)).length]).toEqual([2, 1]);

    await reply(assistant, thread.id);
    await reply(student, thread.id);
    expect([(await actions(lecturer)).length, (await actions(assistant)).length]).toEqual([3, 2]);

    await wants(lecturer, "none");
    await reply(student, thread.id);
    expect([(await actions(lecturer)).length, (await actions(assistant)).length]).toEqual([3, 3]);
    expect(await actions(student)).toEqual(["message_added"]);

    // A message of staff notifies other staff who have written in the thread.
    await reply(lecturer, thread.id);
    expect((await actions(assistant)).length).toBe(4);
    await expect(wants(student, "none")).resolves.toMatchObject({ courses: {} });
  });

  it("sends the asker one receipt, of whoever reads first", async () => {
    const scene = await makeClass();
    const thread = await ask(scene);
    const receipts = () => db().notification.count({ where: { userId: scene.student.user.id, counted: false } });
    await readThread({ ...by(scene.assistant, thread.id), body: {} });

    expect(await receipts()).toBe(1);

    await readThread({ ...by(scene.lecturer, thread.id), body: {} });
    expect(await receipts()).toBe(1);

    await reply(scene.student, thread.id);
    await readThread({ ...by(scene.lecturer, thread.id), body: {} });
    expect(await receipts()).toBe(2);
  });

  it("loses the course's questions with the part, and what was asked of them is the owner's", async () => {
    const scene = await makeClass();
    const { lecturer, assistant, courseId } = scene;
    const [thread, shared] = [await ask(scene), await askClass(scene)];
    await reply(assistant, thread.id);
    await db().thread.update({ where: { id: shared.id }, data: { lecturerId: assistant.user.id } });
    await claimThread(by(assistant, shared.id));
    await removeStaff(on(lecturer, courseId, assistant.user.id));
    await removeStaff(on(lecturer, courseId, assistant.user.id));

    await expect(getThread({ ...by(assistant, thread.id), query: {} })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listQueue({ caller: assistant.caller })).rejects.toMatchObject({ code: "forbidden" });

    await doJobs();
    expect(await actions(assistant)).toEqual([]);
    expect(await getThread({ ...by(lecturer, shared.id), query: {} })).toMatchObject({ lecturer_id: lecturer.user.id, claim: null });
    expect(await db().threadMember.count({ where: { userId: assistant.user.id, unread: true } })).toBe(0);
  });

  it("can be given the course by its owner, who stays a lecturer, or by an admin, after which the former owner leaves the staff", async () => {
    const scene = await makeClass();
    const { lecturer, courseId } = scene;
    // What one may do in a course depends on the part, not on the account's role.
    const [colleague, heir, admin] = [await makeStudent(), await makeLecturer(), await makePerson("admin")];
    const thread = await ask(scene);
    const give = (person: Person, to: Person) =>
      changeCourse({ caller: person.caller, params: { id: courseId }, body: { lecturer_id: to.user.id } });

    await expect(give(lecturer, colleague)).rejects.toMatchObject({ code: "forbidden" });
    await expect(give(admin, colleague)).rejects.toMatchObject({ code: "not_found" });

    await putStaff({ ...on(lecturer, courseId, colleague.user.id), body: { part: "lecturer" } });
    await expect(give(colleague, colleague)).rejects.toMatchObject({ code: "forbidden" });
    expect(await give(lecturer, colleague)).toMatchObject({ lecturer_id: colleague.user.id, my_part: "lecturer" });
    expect((await listQueue({ caller: lecturer.caller })).items.map(({ id }) => id)).toEqual([thread.id]);
    await expect(deleteUser({ caller: admin.caller, params: { id: colleague.user.id }, request: testRequest() })).rejects.toMatchObject({
      code: "conflict",
    });

    await give(admin, heir);
    await doJobs();
    await expect(getThread({ ...by(colleague, thread.id), query: {} })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listQueue({ caller: heir.caller })).items).toHaveLength(1);
  });

  it("loses whoever deletes their account", async () => {
    const scene = await makeClass();
    const admin = await makePerson("admin");
    await ask(scene);
    await deleteUser({ caller: admin.caller, params: { id: scene.assistant.user.id }, request: testRequest() });
    await doJobs();
    expect((await listStaff({ caller: scene.lecturer.caller, params: { id: scene.courseId } })).length).toBe(1);
  });
});
