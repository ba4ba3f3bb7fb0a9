import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makePerson, makeScene, type Person, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { listNotifications } from "../notifications/list-notifications";
import { addMessage } from "./add-message";
import { deleteMessage, editMessage } from "./change-message";
import { getThread } from "./get-thread";

useTestDatabase();
const published = usePublished();
const say = (person: Person, id: string, content: string) =>
  addMessage({ caller: person.caller, params: { id }, body: { content }, request: testRequest() });
const edit = (person: Person, id: string, content: string) => editMessage({ caller: person.caller, params: { id }, body: { content } });
const forbidden = { code: "forbidden", message: "You are not allowed to do this" };

describe("a message", () => {
  it("is edited by its author for a quarter of an hour", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const message = await say(scene.lecturer, thread.id, "Lik this.");

    published.clear();
    const edited = await edit(scene.lecturer, message.id, "Like this.");
    expect(edited).toMatchObject({ content: "Like this.", edited_at: expect.any(String), created_at: message.created_at });
    expect(published.events.filter((outbound) => outbound.to === "thread")).toMatchObject([
      { event: "thread:message", body: { message: { id: message.id, content: "Like this." }, version: 3 } },
    ]);
    await expect(edit(scene.student, message.id, "No.")).rejects.toMatchObject(forbidden);

    await db().message.update({ where: { id: message.id }, data: { createdAt: new Date(Date.now() - 15 * 60_000 - 1000) } });
    await expect(edit(scene.lecturer, message.id, "Too late.")).rejects.toMatchObject(forbidden);
    await expect(edit(scene.lecturer, thread.id, "Not a message.")).rejects.toMatchObject({
      code: "not_found",
      message: "Message not found",
    });
  });

  it("that is the question changes the question with it, and stays long enough", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const first = await db().message.findFirstOrThrow({ where: { threadId: thread.id } });

    await edit(scene.student, first.id, "How do I declare a constant?");
    expect((await getThread({ caller: scene.student.caller, params: { id: thread.id }, query: {} })).question_text).toBe(
      "How do I declare a constant?",
    );
    await expect(edit(scene.student, first.id, "Short")).rejects.toMatchObject({ code: "invalid_input", details: [{ param: "content" }] });
  });

  it("that is edited puts the new text into the inbox, where nothing else changes", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const message = await say(scene.lecturer, thread.id, "The password of the exam is swordfish.");
    const shown = async (person: Person, field: "messagePreview" | "questionPreview") => {
      const { notifications, ...at } = await listNotifications({ caller: person.caller, query: { filter: "all", limit: 20 } });
      return {
        at,
        rows: notifications.flatMap(({ payload, read }) => (field in payload ? [{ text: payload[field as never], read }] : [])),
      };
    };

    published.clear();
    await edit(scene.lecturer, message.id, "Ask me in person.");
    const student = await shown(scene.student, "messagePreview");

    expect(student).toMatchObject({ at: { counts: { unread: 1 }, seq: 2 }, rows: [{ text: "Ask me in person.", read: false }] });
    expect(published.to(scene.student.user.id)).toMatchObject([{ event: "notifications:head", body: { seq: 2 } }]);

    // The lecturer's answer has marked the question as read.
    const first = await db().message.findFirstOrThrow({ where: { threadId: thread.id } });
    const question = `How do I declare a constant? ${"x".repeat(150)}`;

    await edit(scene.student, first.id, question);
    const { rows } = await shown(scene.lecturer, "questionPreview");
    expect(rows).toEqual([{ text: question.slice(0, 150), read: true }]);

    published.clear();
    await edit(scene.student, first.id, `${question} beyond what is shown`);
    expect(published.to(scene.lecturer.user.id)).toEqual([]);
  });

  it("that is deleted takes back what told of it: row, count, queue", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const message = await say(scene.lecturer, thread.id, "Wrong thread, sorry.");

    published.clear();
    await deleteMessage({ caller: scene.lecturer.caller, params: { id: message.id } });
    expect(published.to(scene.student.user.id)).toMatchObject([
      { event: "notifications:removed", body: { ids: [expect.any(String)], counts: { unread: 0, unread_threads: 0 }, seq: 2 } },
    ]);
    expect(published.events.filter((outbound) => outbound.to === "thread")).toMatchObject([
      { event: "thread:removed", body: { threadId: thread.id, messageId: message.id, version: 3 } },
      { event: "thread:updated", body: { thread: { version: 3 } } },
    ]);
    expect(await db().thread.findUniqueOrThrow({ where: { id: thread.id } })).toMatchObject({
      studentUnread: false,
      answeredAt: null,
      waitingSince: new Date(thread.created_at),
    });
    expect(await getCounts(scene.student)).toMatchObject({ unread: 0 });
  });

  it("is deleted by the lecturer or its author, by nobody else, and by nobody if it is the question itself", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const first = await db().message.findFirstOrThrow({ where: { threadId: thread.id } });
    const follow = await say(scene.student, thread.id, "Anyone?");
    const answer = await say(scene.lecturer, thread.id, "Here.");
    const remove = (person: Person, id: string) => deleteMessage({ caller: person.caller, params: { id } });

    await expect(remove(scene.student, answer.id)).rejects.toMatchObject(forbidden);
    await expect(remove(await makePerson("admin"), answer.id)).rejects.toMatchObject(forbidden);
    await expect(remove(scene.student, first.id)).rejects.toMatchObject(forbidden);
    await expect(remove(scene.lecturer, first.id)).rejects.toMatchObject(forbidden);

    await remove(scene.lecturer, follow.id);
    await remove(scene.lecturer, answer.id);
    await expect(remove(scene.lecturer, answer.id)).rejects.toMatchObject({ code: "not_found", message: "Message not found" });
    expect(await db().message.count()).toBe(1);
  });
});
