import { describe, expect, inject, it } from "vitest";
import { expectConsistent } from "#lib/testing/consistent.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, makeCourse, makeScene, type Person, type Scene, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { transaction } from "../db/transaction";
import { getCounts } from "../notifications/get-counts";
import { markRead, markUnread } from "../notifications/mark";
import { addMessage } from "./add-message";
import { bumpThreadVersions } from "./bump-thread-versions";
import { deleteMessage } from "./change-message";
import { reopenThread, resolveThread } from "./change-status";
import { readThread } from "./read-thread";

useTestDatabase();
const published = usePublished();

const say = (person: Person, id: string, content: string) =>
  addMessage({ caller: person.caller, params: { id }, body: { content }, request: testRequest() });

describe("the feeds of several courses", () => {
  it("are raised in order of their ids, so that two people who are renamed at the same time do not stop each other", async () => {
    const { student, lecturer, ...one } = await makeScene();
    const other = await makeCourse(lecturer, [student]);
    const [first, last] = [one, other].toSorted((a, b) => (a.courseId < b.courseId ? -1 : 1)) as [typeof one, typeof one];
    for (const { videoId } of [last, first]) await askClass({ student, videoId });
    published.clear();

    await bumpThreadVersions(student.user.id);

    const raised = published.events.flatMap((told) => (told.to === "course" && told.event === "course:thread" ? [told.body.courseId] : []));
    expect(raised).toEqual([first.courseId, last.courseId]);
  });
});

describe("an inbox", () => {
  it("keeps flags, counts and sequence right through replies, reads and resolves side by side", async () => {
    const scene = await makeScene();
    const threads = await Promise.all([ask(scene), ask(scene), ask(scene)]);
    const acts = (n: number): Promise<unknown>[] => {
      const thread = threads[n % threads.length];
      if (!thread) throw new Error("no thread");
      const input = { params: { id: thread.id } };
      const [me, other] = n % 2 ? [scene.student, scene.lecturer] : [scene.lecturer, scene.student];
      return [
        say(me, thread.id, `Message ${n}`),
        readThread({ caller: other.caller, ...input, body: {} }),
        n % 3 ? resolveThread({ caller: me.caller, ...input }) : reopenThread({ caller: other.caller, ...input }),
        markRead({ caller: me.caller, body: { thread_id: thread.id } }),
        markRead({ caller: other.caller, body: { up_to_seq: n } }),
      ];
    };
    // A rejection would be a deadlock, so none may be rejected.
    await Promise.all(Array.from({ length: 12 }, (_, n) => acts(n)).flat());

    await expectConsistent(published, { sideBySide: true });
  });

  it("gives every reply its own version, position and sequence number", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    await Promise.all(Array.from({ length: 20 }, (_, n) => say(n % 2 ? scene.student : scene.lecturer, thread.id, `Message ${n}`)));
    const positions = (await db().message.findMany({ where: { threadId: thread.id }, orderBy: { position: "asc" } })).map(
      (message) => message.position,
    );
    expect(positions).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect((await db().thread.findUniqueOrThrow({ where: { id: thread.id } })).version).toBe(21);

    await expectConsistent(published, { sideBySide: true });
  });

  it("leaves unread what arrives while everything is marked as read", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const head = (await getCounts(scene.lecturer)).seq;

    await Promise.all([
      ...Array.from({ length: 6 }, (_, n) => say(scene.student, thread.id, `Late ${n}`)),
      markRead({ caller: scene.lecturer.caller, body: { up_to_seq: head } }),
    ]);
    expect(await db().notification.count({ where: { userId: scene.lecturer.user.id, readAt: null } })).toBe(6);

    await expectConsistent(published, { sideBySide: true });
  });

  // On the embedded database everybody waits for an open transaction.
  it.runIf(inject("testServer"))("reads everything without a wait for threads in which nothing is unread", async () => {
    const scene = await makeScene();
    const [read, unread] = [await ask(scene), await ask(scene)];
    const { caller } = scene.lecturer;

    await readThread({ caller, params: { id: read.id }, body: {} });
    const head = (await getCounts(scene.lecturer)).seq;
    await transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM threads WHERE id = ${read.id}::uuid FOR NO KEY UPDATE`;
      // If it waited for the lock, it would be refused, because the lock stays as long as this takes.
      await markRead({ caller, body: { up_to_seq: head } });
    });

    expect((await db().thread.findUniqueOrThrow({ where: { id: unread.id } })).lecturerUnread).toBe(false);
  });

  it("leaves unread what is marked so while everything is marked as read", async () => {
    const scene = await makeScene();
    for (let n = 0; n < 6; n++) await ask(scene);
    const { caller } = scene.lecturer;
    const rows = await db().notification.findMany({ where: { userId: caller.user.id }, select: { id: true } });
    const ids = rows.map(({ id }) => id);
    await markRead({ caller, body: { ids } });
    const { seq } = await getCounts(scene.lecturer);
    await Promise.all([
      ...ids.map((id) => markUnread({ caller, body: { ids: [id] } })),
      ...Array.from({ length: 4 }, () => markRead({ caller, body: { up_to_seq: seq } })),
      ...Array.from({ length: 4 }, () => ask(scene)),
    ]);

    expect((await getCounts(scene.lecturer)).unread_threads).toBe(10);

    await expectConsistent(published, { sideBySide: true });
  });

  it("agrees after marking unread, deleting and reading at once", async () => {
    const scene: Scene = await makeScene();
    const thread = await ask(scene);
    const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => say(scene.lecturer, thread.id, `Answer ${n}`)));
    const ids = (await db().notification.findMany({ where: { userId: scene.student.user.id }, select: { id: true } })).map(({ id }) => id);
    await Promise.all([
      ...answers.slice(0, 3).map((answer) => deleteMessage({ caller: scene.lecturer.caller, params: { id: answer.id } })),
      readThread({ caller: scene.student.caller, params: { id: thread.id }, body: {} }),
      markUnread({ caller: scene.student.caller, body: { ids } }),
    ]);

    await expectConsistent(published, { sideBySide: true });
  });

  it("gives what is marked the sequence number that is told, while other threads raise it", async () => {
    const scene = await makeScene();
    const { caller } = scene.lecturer;

    for (let n = 0; n < 12; n++) await ask(scene);
    const rows = await db().notification.findMany({ where: { userId: caller.user.id }, select: { id: true } });
    await Promise.all(rows.flatMap(({ id }) => [markRead({ caller, body: { ids: [id] } }), ask(scene)]));
    const stored = new Map(
      (await db().notification.findMany({ where: { userId: caller.user.id } })).map((row) => [row.id, Number(row.seq)]),
    );
    const told = published.to(caller.user.id).flatMap((outbound) => (outbound.event === "notifications:read" ? [outbound.body] : []));

    expect(told).toHaveLength(12);
    for (const { ids, seq } of told) expect(stored.get(ids?.[0] ?? "")).toBe(seq);

    await expectConsistent(published, { sideBySide: true });
  });
});
