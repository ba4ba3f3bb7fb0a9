import { describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { askClass, type ClassScene, makeClass, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { transaction } from "../db/transaction";
import { listNotifications } from "../notifications/list-notifications";
import { addMessage } from "./add-message";
import { announce } from "./announcements";
import { editMessage } from "./change-message";
import { deleteThread } from "./delete-thread";
import { followThread, notifyFollowers, notifyOfFirstAnswer } from "./followers";
import { getThread } from "./get-thread";
import { endorseMessage } from "./judge-message";
import { listNewThreads, listUnreadThreads } from "./list-unread-threads";
import { readThread } from "./read-thread";
import { lockThread } from "./thread-rows";

useTestDatabase();
const published = usePublished();
const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const reply = (person: Person, id: string, content: string) => addMessage({ ...by(person, id), body: { content }, request: testRequest() });
const run = { signal: new AbortController().signal, isLast: false };

async function makeFollowers({ courseId }: ClassScene, count: number): Promise<Person[]> {
  const people = await Promise.all(Array.from({ length: count }, () => makeStudent()));
  await db().enrollment.createMany({ data: people.map(({ user }) => ({ courseId, studentId: user.id })) });
  return people;
}

describe("the followers of a thread", () => {
  it("are notified in the act up to a number, and the rest by a job, once, however often it runs", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    const people = await makeFollowers(scene, 30);
    for (const person of people) await followThread({ ...by(person, thread.id), body: { level: "all" } });
    const message = await reply(scene.classmates[0], thread.id, "Like this?");
    const told = () => db().notification.count({ where: { messageId: message.id } });

    expect(await told()).toBe(limits.notifiedAtOnce);

    await doJobs();
    // The thirty followers, the asker, the lecturer and the assistant.
    expect(await told()).toBe(33);

    await notifyFollowers({ messageId: message.id }, run);
    expect(await told()).toBe(33);
  });

  it("get the message and its second with it, and the asker and the staff that they may reply", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    const people = await makeFollowers(scene, 2);
    for (const person of people) await followThread({ ...by(person, thread.id), body: { level: "all" } });
    published.clear();
    const message = await reply(scene.classmates[0], thread.id, "Like this?");
    const payloadOf = ({ user }: Person) => (published.to(user.id)[0] as { body: { payload: object } }).body.payload;

    const told = { messageId: message.id, videoTimestampSeconds: 761 };
    for (const person of [scene.student, scene.lecturer, scene.assistant])
      expect(payloadOf(person)).toMatchObject({ ...told, canReply: true });
    for (const person of people) {
      expect(payloadOf(person)).toMatchObject(told);
      expect(payloadOf(person)).not.toHaveProperty("canReply");
    }
  });

  it("are read up to a number under the lock, and the author of an answer among them", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    for (const person of await makeFollowers(scene, 40)) await followThread({ ...by(person, thread.id), body: { level: "all" } });
    const [author] = scene.classmates;
    const answer = await reply(author, thread.id, "Like this.");
    await followThread({ ...by(author, thread.id), body: { level: "none" } });
    const { members } = await transaction((tx) => lockThread(tx, thread.id, null));

    expect(members.length).toBeLessThanOrEqual(3 + limits.notifiedAtOnce + 2);

    await endorseMessage(by(scene.lecturer, answer.id));
    expect(await listNotifications({ caller: author.caller, query: { filter: "all", limit: 5 } })).toMatchObject({
      notifications: [{ payload: { action: "message_endorsed" } }],
    });
  });

  it("get one unread row a thread by the job, which a later message rewrites under its id", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    const [person] = (await makeFollowers(scene, 1)) as [Person];
    await db().threadMember.create({ data: { threadId: thread.id, userId: person.user.id, level: "all" } });
    const rows = () => db().notification.findMany({ where: { userId: person.user.id, removedAt: null }, orderBy: { createdAt: "asc" } });
    const [first, second, third] = [
      await reply(scene.lecturer, thread.id, "One"),
      await reply(scene.assistant, thread.id, "Two"),
      await reply(scene.lecturer, thread.id, "Three"),
    ];
    await db().notification.deleteMany({ where: { userId: person.user.id } });
    published.clear();
    await notifyFollowers({ messageId: first.id }, run);
    await notifyFollowers({ messageId: second.id }, run);
    const events = published.to(person.user.id).flatMap((event) => (event.event === "notification" ? event.body : []));

    expect(events.map(({ id }) => id)).toEqual([events[0]?.id, events[0]?.id]);
    expect(events[1]?.seq).toBe((events[0]?.seq ?? 0) + 1);
    expect(await rows()).toMatchObject([{ payload: { messagePreview: "Two" }, messageId: second.id }]);

    await readThread({ ...by(person, thread.id), body: {} });
    await notifyFollowers({ messageId: third.id }, run);
    expect((await rows()).length).toBe(2);
  });

  it("with level answers are told of the first answer by staff, unless the thread has become private", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    const [person] = (await makeFollowers(scene, 1)) as [Person];
    await followThread({ ...by(person, thread.id), body: { level: "answers" } });
    await reply(scene.classmates[0], thread.id, "Perhaps.");
    await doJobs();

    expect(await db().notification.count({ where: { userId: person.user.id } })).toBe(0);

    const answer = await reply(scene.lecturer, thread.id, "Surely.");
    await db().thread.update({ where: { id: thread.id }, data: { visibility: "private" } });
    await doJobs();
    expect(await db().notification.count({ where: { userId: person.user.id } })).toBe(0);

    await db().thread.update({ where: { id: thread.id }, data: { visibility: "class" } });
    await notifyOfFirstAnswer({ messageId: answer.id }, run);
    expect(await db().notification.count({ where: { userId: person.user.id } })).toBe(1);
  });
});

describe("an announcement", () => {
  const say = (scene: ClassScene, person: Person, body: object = {}) =>
    announce({
      caller: person.caller,
      params: { id: scene.courseId },
      body: { title: "No lecture on Monday", content: "The hall is closed.", ...body },
      request: testRequest(),
    });
  const news = async (person: Person) =>
    (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 100 } })).notifications;

  it("reaches everybody in the course but its author, once, and is read by opening it", async () => {
    const scene = await makeClass();
    const { lecturer, assistant, student, classmates } = scene;

    await expect(say(scene, student)).rejects.toMatchObject({ code: "forbidden" });

    const thread = await say(scene, assistant);
    expect(thread).toMatchObject({ kind: "announcement", title: "No lecture on Monday", video_id: null, waiting: false, mine: true });

    await doJobs();
    for (const person of [lecturer, student, ...classmates])
      expect(await news(person)).toMatchObject([
        { type: "course/announcement", payload: { threadId: thread.id, authorName: "Ada Assistant" } },
      ]);
    expect(await news(assistant)).toEqual([]);

    const { counts } = await listNotifications({ caller: student.caller, query: { filter: "all", limit: 1 } });
    expect(counts).toEqual({ unread: 1, unread_threads: 0 });
    const fresh = () => listNewThreads({ caller: student.caller, limit: 5 });
    expect(await fresh()).toMatchObject([{ id: thread.id, unread: true }]);
    expect(await listUnreadThreads({ caller: student.caller })).toEqual([]);

    await readThread({ ...by(student, thread.id), body: {} });
    expect((await news(student))[0]).toMatchObject({ read: true });
    expect(await fresh()).toEqual([]);
  });

  it("is answered by the class, says what its author edited, and goes with everything that told of it", async () => {
    const scene = await makeClass();
    const { lecturer, student } = scene;
    const thread = await say(scene, lecturer, { video_id: scene.videoId });
    await doJobs();
    await reply(student, thread.id, "And on Tuesday?");

    expect((await news(lecturer))[0]).toMatchObject({ payload: { action: "message_added" } });

    const [first] = (await getThread({ ...by(lecturer, thread.id), query: {} })).messages;
    await editMessage({ ...by(lecturer, first?.id ?? ""), body: { content: "The hall is closed on Monday." } });
    await doJobs();
    expect((await news(student))[0]).toMatchObject({ payload: { preview: "The hall is closed on Monday." } });

    await deleteThread(by(lecturer, thread.id));
    await doJobs();
    expect(await news(student)).toEqual([]);
    await expect(getThread({ ...by(student, thread.id), query: {} })).rejects.toMatchObject({ code: "not_found" });
  });
});
