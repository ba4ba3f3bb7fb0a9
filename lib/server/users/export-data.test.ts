import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { type PersonalData, personalDataSchema } from "#lib/contract/personal-data.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeLecturer, makeScene, type Person, type Scene, testRequest } from "#lib/testing/factories.ts";
import { upload } from "#lib/testing/pictures.ts";
import { useDataFolder } from "#lib/testing/uploads.ts";
import { db } from "../db/client";
import { addMessage } from "../discussions/add-message";
import { imageFile } from "../storage/image-file";
import { storage } from "../storage/storage";
import { exportData } from "./export-data";

useTestDatabase();
useDataFolder();

const of = async ({ caller }: Person): Promise<PersonalData> => {
  const answer = (await (await exportData({ caller })).json()) as { success: boolean; data: unknown };
  expect(answer.success).toBe(true);
  // The schema refuses any other field, such as what the server notes of a thread for itself.
  return personalDataSchema.parse(answer.data);
};

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});

/** Inserts `count` messages of the student, of `length` characters each. */
const write = (threadId: string, count: number, length: number) =>
  db().message.createMany({
    data: Array.from({ length: count }, (_, n) => ({
      id: crypto.randomUUID(),
      threadId,
      position: n + 2,
      authorId: scene.student.user.id,
      authorRole: "student",
      content: "x".repeat(length),
    })),
  });

describe("an export", () => {
  it("is one JSON document with all of it, in order, however many pages it took", async () => {
    const threads = [await ask(scene), await ask(scene), await ask(scene)];
    for (const { id } of threads) await write(id, 400, 10);
    const data = await of(scene.student);

    expect(Object.keys(data)).toEqual([
      "exported_at",
      "user",
      "sessions",
      "two_factor",
      "enrollments",
      "courses",
      "blocks",
      "threads",
      "messages",
      "pictures",
      "notifications",
      "preferences",
      "audit_log",
    ]);
    expect(data.threads.map(({ id }) => id)).toEqual(threads.map(({ id }) => id));
    expect(data.messages).toHaveLength(3 * 401);
    expect(new Set(data.messages.map(({ id }) => id)).size).toBe(3 * 401);

    const places = data.messages.map(({ thread_id, position }) => `${thread_id} ${String(position).padStart(5, "0")}`);
    expect(places).toEqual(places.toSorted());
  });

  it("holds the pictures that the person attached, and says so of one whose file is gone", async () => {
    const kept = await upload(scene.student);
    const lost = await upload(scene.student);
    await upload(scene.lecturer);
    await storage().remove(imageFile(lost.id));
    const [first, second, ...others] = (await of(scene.student)).pictures;

    expect(others).toEqual([]);
    expect(first).toMatchObject({ ...kept, posted_at: null, type: "image/webp" });
    expect(await sharp(Buffer.from(first?.data ?? "", "base64")).metadata()).toMatchObject({ format: "webp", width: 80, height: 45 });
    expect(second).toMatchObject({ ...lost, data: null });
  });

  it("is written a page at a time, when it is asked for", async () => {
    const { id } = await ask(scene);
    await write(id, 600, 5000);
    const reader = ((await exportData(scene.student)).body as ReadableStream<Uint8Array>).getReader();
    let [most, all] = [0, 0];
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      most = Math.max(most, part.value.byteLength);
      all += part.value.byteLength;
    }

    expect(all).toBeGreaterThan(3_000_000);
    // A page has 128 KiB and its last message, which may exceed them. JSON adds the names of fields.
    expect(most).toBeLessThan(200_000);
  });

  it("is one at a time for a person, and a few an hour", async () => {
    const running = await exportData(scene.student);
    await expect(exportData(scene.student)).rejects.toMatchObject({ code: "too_many", retryAfter: 30 });

    // Exports of others do not count, and one that is cancelled makes room for the next.
    await of(scene.lecturer);
    await running.body?.cancel();
    for (let n = 0; n < 5; n++) await of(scene.student);

    await expect(exportData(scene.student)).rejects.toMatchObject({
      code: "too_many",
      message: expect.stringMatching(/^Too many requests/),
    });
  });

  it("contains no thread of a course that was given to another lecturer, even before the job has moved the threads", async () => {
    const thread = await ask(scene);
    const own = await addMessage({
      caller: scene.lecturer.caller,
      params: { id: thread.id },
      body: { content: "So." },
      request: testRequest(),
    });

    await addMessage({ caller: scene.student.caller, params: { id: thread.id }, body: { content: "Thanks." }, request: testRequest() });
    expect((await of(scene.lecturer)).messages).toHaveLength(3);

    const { user } = await makeLecturer();
    await db().course.update({ where: { id: scene.courseId }, data: { lecturerId: user.id } });
    const data = await of(scene.lecturer);

    expect(data.threads).toEqual([]);
    // The messages that they wrote stay theirs.
    expect(data.messages.map(({ id }) => id)).toEqual([own.id]);
    expect(data.notifications.filter(({ payload }) => "threadId" in payload)).toEqual([]);
  });
});
