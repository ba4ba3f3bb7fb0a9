import { describe, expect, it } from "vitest";
import { threadSchema } from "#lib/contract/discussions.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeCourse, makeLecturer, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { setPreferences } from "../notifications/preferences";
import { createThread } from "./create-thread";
import { getThread } from "./get-thread";

useTestDatabase();
const published = usePublished();

describe("asking a question", () => {
  it("answers with the thread, and the question is its first message", async () => {
    const scene = await makeScene();
    const thread = await ask(scene, "  How do I declare a variable?  ".trim());
    expect(threadSchema.parse(thread)).toMatchObject({
      video_title: "Introduction to Python Variables",
      video_timestamp_seconds: 761,
      student_name: "John Doe",
      lecturer_name: "Jane Smith",
      student_unread: false,
      lecturer_unread: true,
      status: "open",
      version: 1,
    });

    const { messages } = await getThread({ caller: scene.student.caller, params: { id: thread.id }, query: {} });
    expect(messages).toMatchObject([
      { content: "How do I declare a variable?", author_role: "student", author_name: "John Doe", edited_at: null },
    ]);
  });

  it("says that it is unread only to who is told of it, the first time as the second", async () => {
    const scene = await makeScene();
    await setPreferences({ caller: scene.lecturer.caller, body: { types: { "thread/discussion": { in_app: false } } } });
    const body = { video_id: scene.videoId, lecturer_id: scene.lecturer.user.id, question_text: "How do I declare a variable?" };
    const create = () => createThread({ caller: scene.student.caller, body, request: testRequest("quiet") });
    const thread = await create();

    expect(thread).toMatchObject({ student_unread: false, lecturer_unread: false });
    expect(await create()).toEqual(thread);
  });

  it("tells the lecturer, nobody else, with what is needed to draw it", async () => {
    const scene = await makeScene();
    const thread = await ask(scene, `${"😀".repeat(151)} end`);

    expect(published.events).toMatchObject([
      { userId: scene.lecturer.user.id },
      { userId: scene.student.user.id, event: "courses:changed" },
    ]);
    expect(published.to(scene.lecturer.user.id)[0]).toMatchObject({
      event: "notification",
      body: {
        type: "thread/discussion",
        read: false,
        seq: 1,
        counts: { unread: 1, unread_threads: 1 },
        payload: {
          action: "thread_created",
          threadId: thread.id,
          questionPreview: "😀".repeat(150),
          authorName: "John Doe",
          videoTitle: "Introduction to Python Variables",
          videoTimestampSeconds: 761,
          canReply: true,
        },
      },
    });
    expect(await getCounts(scene.lecturer)).toMatchObject({ unread: 1, unread_threads: 1, seq: 1 });
    expect(await getCounts(scene.student)).toMatchObject({ unread: 0, seq: 0 });
  });

  it("says in the contract's words why it cannot be", async () => {
    const scene = await makeScene();
    const stranger = await makeStudent();
    const otherLecturer = await makeLecturer();
    const body = { video_id: scene.videoId, lecturer_id: scene.lecturer.user.id, question_text: "How do I declare a variable?" };
    const attempt = (caller: typeof scene.student.caller, change: object = {}) =>
      createThread({ caller, body: { ...body, ...change }, request: testRequest() });

    await expect(attempt(scene.lecturer.caller)).rejects.toMatchObject({
      code: "forbidden",
      message: "Only students can create discussion threads",
    });
    await expect(attempt(scene.student.caller, { video_id: scene.courseId })).rejects.toMatchObject({
      code: "not_found",
      message: "Video not found",
    });
    await expect(attempt(scene.student.caller, { lecturer_id: stranger.user.id })).rejects.toMatchObject({
      code: "not_found",
      message: "Lecturer not found",
    });
    await expect(attempt(scene.student.caller, { lecturer_id: otherLecturer.user.id })).rejects.toMatchObject({
      code: "forbidden",
      message: "Lecturer does not own the course for this video",
    });
    await expect(attempt(stranger.caller)).rejects.toMatchObject({ code: "forbidden", message: "You are not enrolled in this course" });

    await db().course.update({ where: { id: scene.courseId }, data: { archivedAt: new Date() } });
    await expect(attempt(scene.student.caller)).rejects.toMatchObject({ code: "conflict" });
    expect(await db().thread.count()).toBe(0);
    expect(published.events).toEqual([]);
  });

  it("lets a course of another lecturer alone", async () => {
    const scene = await makeScene();
    const rival = await makeLecturer();
    await makeCourse(rival, [scene.student]);
    await ask(scene);
    expect(await getCounts(rival)).toMatchObject({ unread: 0 });
  });
});

describe("an Idempotency-Key", () => {
  it("makes one thread of many requests, also of such that run side by side", async () => {
    const scene = await makeScene();
    const body = { video_id: scene.videoId, lecturer_id: scene.lecturer.user.id, question_text: "Is this asked only once?" };
    const attempts = await Promise.all(
      Array.from({ length: 8 }, () => createThread({ caller: scene.student.caller, body, request: testRequest("key-1") })),
    );

    expect(new Set(attempts.map((thread) => thread.id)).size).toBe(1);
    expect(await db().thread.count()).toBe(1);
    expect(await db().message.count()).toBe(1);
    expect(await db().notification.count()).toBe(1);
    expect(published.events.filter((outbound) => outbound.to === "user" && outbound.event === "notification")).toHaveLength(1);
  });

  it("is refused with another body, and belongs to its author alone", async () => {
    const scene = await makeScene();
    const other = await makeStudent();

    await db().enrollment.create({ data: { courseId: scene.courseId, studentId: other.user.id } });
    const body = { video_id: scene.videoId, lecturer_id: scene.lecturer.user.id, question_text: "Is this asked only once?" };
    await createThread({ caller: scene.student.caller, body, request: testRequest("key-1") });

    await expect(
      createThread({ caller: scene.student.caller, body: { ...body, video_timestamp_seconds: 3 }, request: testRequest("key-1") }),
    ).rejects.toMatchObject({ code: "conflict" });

    await createThread({ caller: other.caller, body, request: testRequest("key-1") });
    expect(await db().thread.count()).toBe(2);
  });
});
