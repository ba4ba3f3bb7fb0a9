import { describe, expect, it } from "vitest";
import { messageSchema, type Thread, threadSchema, threadWithMessagesSchema } from "#lib/contract/discussions.ts";
import { db } from "#lib/server/db/client.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeLecturer, makePerson, makeScene, makeStudent, type Person, type Scene } from "#lib/testing/factories.ts";
import { call, someId } from "#lib/testing/routes.ts";

useTestDatabase();

describe("discussions", () => {
  const at = (thread: Thread) => ({ id: thread.id });
  const act = async (person: Person, path: string, method: string, thread: Thread, body?: unknown) =>
    call(`discussions/threads/[id]${path}`, method, { params: at(thread), token: person.token, ...(body !== undefined && { body }) });

  it("answer in the shapes of the contract", async () => {
    const scene = await makeScene();
    const body = {
      video_id: scene.videoId,
      lecturer_id: scene.lecturer.user.id,
      question_text: "How do I declare a variable?",
      video_timestamp_seconds: 12,
      code_snippet: "  var x\n",
    };
    const made = await call("discussions/threads", "POST", { token: scene.student.token, body });

    expect(made.status).toBe(201);

    const thread = threadSchema.parse(made.body.data);
    expect(thread.code_snippet).toBe("  var x");

    const message = await act(scene.lecturer, "/messages", "POST", thread, { content: " So. " });
    expect(message.status).toBe(201);
    expect(messageSchema.parse(message.body.data).content).toBe("So.");

    threadWithMessagesSchema.parse((await act(scene.student, "", "GET", thread)).body.data);
    for (const [path, method, given] of [
      ["/read", "POST"],
      ["/read", "POST", {}],
      ["/resolve", "POST"],
      ["/resolve", "POST", {}],
      ["/reopen", "POST"],
      ["", "PATCH", { status: "resolved" }],
    ] as const) {
      const answer = await act(scene.student, path, method, thread, given);
      expect(answer.status).toBe(200);
      threadSchema.parse(answer.body.data);
    }

    const list = await call("discussions/threads", "GET", { token: scene.student.token, query: { limit: "1" } });
    expect(list.body.data).toHaveLength(1);
    expect(await call("discussions/threads/unread", "GET", { token: scene.lecturer.token })).toMatchObject({
      status: 200,
      body: { data: [{ id: thread.id }] },
    });
  });

  it("have a text for everyone who may not", async () => {
    const scene: Scene = await makeScene();
    const thread = await ask(scene);
    const refused = [
      ["", "GET", undefined, "You are not authorized to view this thread"],
      ["/messages", "POST", { content: "Me too" }, "You are not authorized to add messages to this thread"],
      ["/read", "POST", {}, "You are not authorized to mark this thread as read"],
      ["/resolve", "POST", undefined, "You are not authorized to change this thread"],
      ["/reopen", "POST", undefined, "You are not authorized to change this thread"],
      ["", "PATCH", { status: "resolved" }, "You are not authorized to change this thread"],
      ["", "DELETE", undefined, "You are not authorized to change this thread"],
    ] as const;
    const classmate = await makeStudent();

    await db().enrollment.create({ data: { courseId: scene.courseId, studentId: classmate.user.id } });
    const before = JSON.stringify(await db().thread.findMany());
    for (const person of [classmate, await makeStudent(), await makeLecturer()])
      for (const [path, method, body, error] of refused)
        expect(await act(person, path, method, thread, body), `${method} ${path}`).toMatchObject({ status: 403, body: { error } });
    for (const [path, method, body] of refused)
      expect(
        await call(`discussions/threads/[id]${path}`, method, {
          params: { id: someId },
          token: scene.student.token,
          ...(body && { body }),
        }),
      ).toMatchObject({ status: 404, body: { error: "Thread not found" } });
    expect(JSON.stringify(await db().thread.findMany())).toBe(before);

    const message = await db().message.findFirstOrThrow();
    for (const [method, body] of [
      ["PATCH", { content: "Mine now" }],
      ["DELETE", undefined],
    ] as const) {
      expect(
        await call("discussions/messages/[id]", method, { params: { id: message.id }, token: classmate.token, ...(body && { body }) }),
      ).toMatchObject({ status: 403, body: { error: "You are not allowed to do this" } });
      expect(
        await call("discussions/messages/[id]", method, { params: { id: someId }, token: classmate.token, ...(body && { body }) }),
      ).toMatchObject({ status: 404, body: { error: "Message not found" } });
    }
  });

  it("refuse a question in the contract's order and words", async () => {
    const scene = await makeScene();
    const rival = await makeLecturer();
    const stranger = await makeStudent();
    const question = { video_id: scene.videoId, lecturer_id: scene.lecturer.user.id, question_text: "How do I declare a variable?" };
    const table: [Person, object, number, string][] = [
      [scene.lecturer, {}, 403, "Only students can create discussion threads"],
      [await makePerson("admin"), {}, 403, "Only students can create discussion threads"],
      [scene.student, { video_id: someId }, 404, "Video not found"],
      [scene.student, { lecturer_id: someId }, 404, "Lecturer not found"],
      [scene.student, { lecturer_id: stranger.user.id }, 404, "Lecturer not found"],
      [scene.student, { lecturer_id: rival.user.id }, 403, "Lecturer does not own the course for this video"],
      [stranger, {}, 403, "You are not enrolled in this course"],
    ];

    for (const [person, change, status, error] of table)
      expect(await call("discussions/threads", "POST", { token: person.token, body: { ...question, ...change } })).toMatchObject({
        status,
        body: { error },
      });
  });

  it("keep a key for one body", async () => {
    const scene = await makeScene();
    const body = { video_id: scene.videoId, lecturer_id: scene.lecturer.user.id, question_text: "How do I declare a variable?" };
    const send = (change: object = {}, key = "k".repeat(200)) =>
      call("discussions/threads", "POST", {
        token: scene.student.token,
        body: { ...body, ...change },
        headers: { "idempotency-key": key },
      });
    const [first, again] = [await send(), await send()];

    expect([first.status, again.status]).toEqual([201, 201]);
    expect((again.body.data as Thread).id).toBe((first.body.data as Thread).id);
    expect((await send({ question_text: "Another question?" })).status).toBe(409);
    expect((await send({}, "k".repeat(201))).status).toBe(400);
    // A failure is not stored under the key, so the same key may succeed later.
    expect((await send({ lecturer_id: someId }, "later")).status).toBe(404);
    expect((await send({}, "later")).status).toBe(201);
  });
});
