import { describe, expect, it } from "vitest";
import { messageSchema } from "#lib/contract/discussions.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, makeClass, makeScene, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { listNotifications } from "../notifications/list-notifications";
import { addMessage } from "./add-message";
import { resolveThread } from "./change-status";
import { getThread } from "./get-thread";

useTestDatabase();
const published = usePublished();
const say = (person: Person, id: string, content: string, key: string | null = null) =>
  addMessage({ caller: person.caller, params: { id }, body: { content }, request: testRequest(key) });

describe("replying", () => {
  it("lets the lists of its author ask again, and of whoever is told nothing of it", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const { student, lecturer } = scene;

    published.clear();
    await say(lecturer, thread.id, "Assign a value, that is all.");
    expect(published.lists()).toEqual([lecturer.user.id]);

    await db().mutedThread.create({ data: { userId: student.user.id, threadId: thread.id } });
    published.clear();
    await say(lecturer, thread.id, "And that is that.");

    expect(published.to(student.user.id)).toEqual([]);
    expect(published.lists().sort()).toEqual([student.user.id, lecturer.user.id].sort());
  });

  it("tells the other one, and the author has read the thread by it", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    published.clear();
    const message = await say(scene.lecturer, thread.id, "Assign a value, that is all.");
    expect(messageSchema.parse(message)).toMatchObject({ author_role: "lecturer", author_name: "Jane Smith", thread_id: thread.id });

    const after = await getThread({ caller: scene.student.caller, params: { id: thread.id }, query: {} });
    expect(after).toMatchObject({ lecturer_unread: false, student_unread: true, version: 2 });
    expect(published.to(scene.lecturer.user.id)).toMatchObject([
      { event: "notifications:read", body: { threadId: thread.id, read: true, counts: { unread: 0, unread_threads: 0 }, seq: 2 } },
    ]);
    expect(published.to(scene.student.user.id)).toMatchObject([
      {
        event: "notification",
        body: {
          seq: 1,
          counts: { unread: 1, unread_threads: 1 },
          payload: { action: "message_added", messagePreview: "Assign a value, that is all.", authorName: "Jane Smith" },
        },
      },
    ]);
    expect(published.events.filter((outbound) => outbound.to === "thread")).toMatchObject([
      { event: "thread:message", body: { message: { id: message.id }, version: 2 } },
      { event: "thread:updated", body: { thread: { waiting: false, answer_state: "staff_answered", version: 2 } } },
    ]);
  });

  it("stands below the message before it, and on top of inboxes, on a clock that went back since", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    await say(scene.lecturer, thread.id, "Assign a value, that is all.");
    const ahead = new Date(Date.now() + 3_600_000);
    await db().message.updateMany({ data: { createdAt: ahead } });
    await db().thread.updateMany({ data: { updatedAt: ahead } });
    await db().notification.updateMany({ data: { createdAt: ahead } });
    published.clear();
    const message = await say(scene.lecturer, thread.id, "And that is that.");

    expect(Date.parse(message.created_at)).toBeGreaterThan(ahead.getTime());

    const inboxOf = async (person: Person) =>
      (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 20 } })).notifications;
    const items = await inboxOf(scene.student);

    expect(items[0]?.payload).toMatchObject({ messagePreview: "And that is that." });
    expect(published.to(scene.student.user.id)).toMatchObject([{ body: { timestamp: items[0]?.timestamp } }]);

    await db().message.updateMany({ data: { createdAt: new Date() } });
    await db().notification.updateMany({ where: { userId: scene.lecturer.user.id }, data: { createdAt: ahead, readAt: null } });
    await db().thread.updateMany({ data: { updatedAt: new Date() } });
    const other = await ask(scene);
    const [top] = await inboxOf(scene.lecturer);

    expect(top?.payload).toMatchObject({ threadId: other.id });
  });

  it("by the student reopens a resolved thread; by the lecturer leaves it resolved", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    await resolveThread({ caller: scene.student.caller, params: { id: thread.id } });
    await say(scene.lecturer, thread.id, "One more hint.");
    const status = async () => (await getThread({ caller: scene.student.caller, params: { id: thread.id }, query: {} })).status;

    expect(await status()).toBe("resolved");

    await say(scene.student, thread.id, "It is still not working.");
    expect(await status()).toBe("open");
    expect(published.events.filter((outbound) => outbound.to === "thread").at(-1)).toMatchObject({
      event: "thread:updated",
      body: { thread: { status: "open", version: 4 } },
    });
  });

  it.each(["private", "class"] as const)(
    "tells the readers of a thread (%s) what it has become whenever that changes",
    async (visibility) => {
      const scene = await makeClass();
      const { id } = visibility === "class" ? await askClass(scene) : await ask(scene);
      const heard = () => {
        const updates = published.events.flatMap((event) =>
          event.to === "thread" && event.event === "thread:updated" ? [event.body.thread] : [],
        );
        published.clear();
        return updates;
      };
      const stored = async (person: Person) => {
        const { waiting, answer_state, version, updated_at } = await getThread({ caller: person.caller, params: { id }, query: {} });
        return { waiting, answer_state, version, updated_at };
      };
      heard();
      const said: [Person, string, { waiting: boolean; answer_state: string } | null][] = [
        [scene.student, "I mean the second line.", null],
        [scene.lecturer, "Like this.", { waiting: false, answer_state: "staff_answered" }],
        [scene.lecturer, "Or like that.", null],
        [scene.student, "And then?", { waiting: true, answer_state: "staff_answered" }],
        [scene.student, "Hello?", null],
        [scene.lecturer, "Then that is that.", { waiting: false, answer_state: "staff_answered" }],
      ];
      for (const [person, text, expected] of said) {
        await say(person, id, text);
        const updates = heard();

        expect(updates.length > 0, text).toBe(expected !== null);
        for (const update of updates) expect(update, text).toMatchObject({ ...(await stored(person)), ...expected });
      }
    },
  );

  it("is for those who take part", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const stranger = await makeStudent();

    await expect(say(stranger, thread.id, "Me too")).rejects.toMatchObject({
      code: "forbidden",
      message: "You are not authorized to add messages to this thread",
    });
    await expect(say(stranger, scene.courseId, "Me too")).rejects.toMatchObject({ code: "not_found", message: "Thread not found" });
    expect(await db().message.count()).toBe(1);
  });

  it("takes a thread off the queue and a follow-up puts it back", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const waiting = async () => (await db().thread.findUniqueOrThrow({ where: { id: thread.id } })).waitingSince;

    expect(await waiting()).toEqual(new Date(thread.created_at));

    await say(scene.lecturer, thread.id, "Like this.");
    expect(await waiting()).toBeNull();

    const followUp = await say(scene.student, thread.id, "And then?");
    await say(scene.student, thread.id, "Hello?");
    expect(await waiting()).toEqual(new Date(followUp.created_at));
  });
});

describe("an Idempotency-Key", () => {
  it("makes one message of many requests side by side, with one notification", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const sent = await Promise.all(Array.from({ length: 8 }, () => say(scene.lecturer, thread.id, "Once.", "k")));
    expect(new Set(sent.map((message) => message.id)).size).toBe(1);
    expect(await db().message.count()).toBe(2);
    expect(await getCounts(scene.student)).toMatchObject({ seq: 1, unread: 1 });
  });

  it("is refused with another text and in another thread", async () => {
    const scene = await makeScene();
    const [first, second] = [await ask(scene), await ask(scene)];
    await say(scene.lecturer, first.id, "Once.", "k");
    await expect(say(scene.lecturer, first.id, "Twice.", "k")).rejects.toMatchObject({ code: "conflict" });
    await expect(say(scene.lecturer, second.id, "Once.", "k")).rejects.toMatchObject({ code: "conflict" });
    expect(await db().message.count()).toBe(3);
  });
});
