import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { listNotifications } from "../notifications/list-notifications";
import { addMessage } from "./add-message";
import { resolveThread } from "./change-status";
import { readThread } from "./read-thread";

useTestDatabase();
const published = usePublished();

describe("readThread", () => {
  it("reads the thread and sends a receipt that is neither listed nor counted", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    published.clear();
    const read = await readThread({ caller: scene.lecturer.caller, params: { id: thread.id }, body: {} });
    expect(read).toMatchObject({ id: thread.id, lecturer_unread: false, version: 1 });
    expect(published.to(scene.lecturer.user.id)).toMatchObject([
      { event: "notifications:read", body: { threadId: thread.id, read: true, counts: { unread: 0 }, seq: 2 } },
    ]);
    expect(published.to(scene.student.user.id)).toMatchObject([
      {
        event: "notification",
        body: { read: false, seq: 1, counts: { unread: 0 }, payload: { action: "thread_read", authorName: "Jane Smith" } },
      },
    ]);
    expect((await listNotifications({ caller: scene.student.caller, query: { filter: "all", limit: 20 } })).notifications).toEqual([]);
    expect(await getCounts(scene.student)).toMatchObject({ unread: 0, seq: 1 });
  });

  it("changes nothing and tells nobody when there is nothing to read", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    await readThread({ caller: scene.lecturer.caller, params: { id: thread.id }, body: {} });
    published.clear();
    await readThread({ caller: scene.lecturer.caller, params: { id: thread.id }, body: {} });
    await readThread({ caller: scene.student.caller, params: { id: thread.id }, body: {} });

    expect(published.events).toEqual([]);
    expect(await getCounts(scene.lecturer)).toMatchObject({ seq: 2 });
  });

  it("reads up to a message, and the receipt waits until everything is read", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const say = (content: string) =>
      addMessage({ caller: scene.lecturer.caller, params: { id: thread.id }, body: { content }, request: testRequest() });
    const [first, second] = [await say("One"), await say("Two")];

    published.clear();
    const part = await readThread({ caller: scene.student.caller, params: { id: thread.id }, body: { up_to_message_id: first.id } });
    expect(part.student_unread).toBe(true);
    expect(published.events).toMatchObject([
      { event: "notifications:read", body: { ids: [expect.any(String)], counts: { unread: 1, unread_threads: 1 } } },
    ]);

    const whole = await readThread({ caller: scene.student.caller, params: { id: thread.id }, body: { up_to_message_id: second.id } });
    expect(whole.student_unread).toBe(false);
    expect(published.events.map((outbound) => "event" in outbound && outbound.event)).toEqual([
      "notifications:read",
      "notifications:read",
      "notification",
    ]);
  });

  it("takes what came after the last message for read with it", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const answer = await addMessage({
      caller: scene.lecturer.caller,
      params: { id: thread.id },
      body: { content: "So." },
      request: testRequest(),
    });
    await resolveThread({ caller: scene.lecturer.caller, params: { id: thread.id } });
    const read = await readThread({ caller: scene.student.caller, params: { id: thread.id }, body: { up_to_message_id: answer.id } });

    expect(read.student_unread).toBe(false);
  });

  it("refuses strangers, and messages that are not of this thread", async () => {
    const scene = await makeScene();
    const [thread, other] = [await ask(scene), await ask(scene)];
    const stranger = await makeStudent();
    const elsewhere = await db().message.findFirstOrThrow({ where: { threadId: other.id } });

    await expect(readThread({ caller: stranger.caller, params: { id: thread.id }, body: {} })).rejects.toMatchObject({
      code: "forbidden",
      message: "You are not authorized to mark this thread as read",
    });
    await expect(
      readThread({ caller: scene.lecturer.caller, params: { id: thread.id }, body: { up_to_message_id: elsewhere.id } }),
    ).rejects.toMatchObject({ code: "not_found", message: "Message not found" });
    expect(await getCounts(scene.lecturer)).toMatchObject({ unread_threads: 2 });
  });
});
