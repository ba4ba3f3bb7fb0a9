import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeCourse, makeLecturer, makePerson, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { addMessage } from "../discussions/add-message";
import { editMessage } from "../discussions/change-message";
import { reopenThread, resolveThread } from "../discussions/change-status";
import { getThread } from "../discussions/get-thread";
import { blockOf, blockStudent, liftBlock } from "./blocks";

useTestDatabase();
const published = usePublished();

describe("a block", () => {
  it("keeps a student from writing and not from reading, in this course alone, until it is lifted", async () => {
    const scene = await makeScene();
    const elsewhere = { ...scene, ...(await makeCourse(scene.lecturer, [scene.student])) };
    const thread = await ask(scene);
    const at = { caller: scene.student.caller, params: { id: thread.id } };
    const question = await db().message.findFirstOrThrow();
    const params = { id: scene.courseId, userId: scene.student.user.id };

    published.clear();
    await blockStudent({ caller: scene.lecturer.caller, params, body: { reason: "Shouting" }, request: testRequest() });
    expect(published.to(scene.student.user.id)).toMatchObject([{ event: "users:changed" }]);
    expect(await blockOf(scene.student.user.id, scene.courseId)).toEqual({ reason: "Shouting" });

    const refusal = { code: "forbidden", message: "You can read this course but not post in it: its lecturer has blocked you" };
    const say = (key: string | null = null) => addMessage({ ...at, body: { content: "Hello?" }, request: testRequest(key) });
    await expect(ask(scene)).rejects.toMatchObject(refusal);
    await expect(say()).rejects.toMatchObject(refusal);
    await expect(say("key")).rejects.toMatchObject(refusal);

    const edit = { caller: scene.student.caller, params: { id: question.id }, body: { content: "Another question, louder" } };
    await expect(editMessage(edit)).rejects.toMatchObject(refusal);

    await resolveThread(at);
    await expect(reopenThread(at)).rejects.toMatchObject(refusal);
    expect((await getThread({ ...at, query: {} })).messages).toHaveLength(1);

    await addMessage({ ...at, caller: scene.lecturer.caller, body: { content: "Calm down." }, request: testRequest() });
    await ask(elsewhere);

    published.clear();
    await liftBlock({ caller: scene.lecturer.caller, params, request: testRequest() });
    expect(published.to(scene.student.user.id)).toMatchObject([{ event: "users:changed" }]);
    expect(await blockOf(scene.student.user.id, scene.courseId)).toBeNull();

    await liftBlock({ caller: scene.lecturer.caller, params, request: testRequest() });
    await say("key");
    expect((await getThread({ ...at, query: {} })).messages.map(({ content }) => content)).toEqual([
      thread.question_text,
      "Calm down.",
      "Hello?",
    ]);

    expect((await db().auditEntry.findMany({ orderBy: { id: "asc" } })).map(({ action, details }) => [action, details])).toEqual([
      ["student/blocked", { course_id: scene.courseId }],
      ["student/unblocked", { course_id: scene.courseId }],
    ]);
  });

  it("is for whom the lecturer knows, and tells nobody's name and address by an id", async () => {
    const scene = await makeScene();
    const [stranger, asker] = [await makeStudent(), await makeStudent()];

    await makeCourse(await makeLecturer(), [stranger]);
    await db().enrollment.create({ data: { courseId: scene.courseId, studentId: asker.user.id } });
    await ask({ ...scene, student: asker });
    await db().enrollment.deleteMany({ where: { studentId: asker.user.id } });
    const block = (by: { caller: Parameters<typeof blockStudent>[0]["caller"] }, userId: string, reason?: string) =>
      blockStudent({
        caller: by.caller,
        params: { id: scene.courseId, userId },
        body: { ...(reason && { reason }) },
        request: testRequest(),
      });

    await expect(block(scene.lecturer, stranger.user.id)).rejects.toMatchObject({ code: "not_found", message: "User not found" });
    expect(await block(scene.lecturer, asker.user.id)).toMatchObject({ email: asker.user.email });
    expect(await block(await makePerson("admin"), stranger.user.id)).toMatchObject({ email: stranger.user.email });

    // Blocking somebody again is no error, and changes the reason.
    await block(scene.lecturer, stranger.user.id, "Shouting");
    expect(await blockOf(stranger.user.id, scene.courseId)).toEqual({ reason: "Shouting" });
    expect(await db().courseBlock.count({ where: { userId: stranger.user.id } })).toBe(1);

    await expect(block(await makePerson("admin"), scene.lecturer.user.id)).rejects.toMatchObject({ code: "invalid_input" });
  });
});
