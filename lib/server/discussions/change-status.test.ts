import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makePerson, makeScene } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { changeThread, reopenThread, resolveThread } from "./change-status";

useTestDatabase();
const published = usePublished();

describe("resolving a thread", () => {
  it("is done once, tells the other one once, and is undone without a word", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    published.clear();
    const input = { caller: scene.student.caller, params: { id: thread.id } };
    expect(await resolveThread(input)).toMatchObject({ status: "resolved", version: 2 });
    expect(await resolveThread(input)).toMatchObject({ status: "resolved", version: 2 });
    expect(published.to(scene.lecturer.user.id)).toMatchObject([
      { event: "notification", body: { payload: { action: "thread_resolved", authorName: "John Doe" }, counts: { unread_threads: 1 } } },
    ]);
    expect(published.to(scene.student.user.id)).toEqual([]);

    const [told, ...others] = published.events.filter((outbound) => outbound.to === "thread");
    expect(others).toEqual([]);
    expect(told).toMatchObject({ event: "thread:updated", body: { thread: { status: "resolved" } } });
    expect(told).not.toHaveProperty("body.thread.student_unread");
    // The lists of the person who resolved it are fetched again. Those of the other one learn of it by the notification.
    expect(published.lists()).toEqual([scene.student.user.id]);

    published.clear();
    expect(await changeThread({ caller: scene.lecturer.caller, params: { id: thread.id }, body: { status: "open" } })).toMatchObject({
      status: "open",
      version: 3,
    });
    expect(await reopenThread(input)).toMatchObject({ version: 3 });
    expect(published.events.filter((outbound) => outbound.to === "thread")).toHaveLength(1);
    expect(published.to(scene.student.user.id)).toEqual([]);
    expect(published.lists().sort()).toEqual([scene.student.user.id, scene.lecturer.user.id].sort());
  });

  it("has it read for whoever does, on all their pages", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    published.clear();
    expect(await resolveThread({ caller: scene.lecturer.caller, params: { id: thread.id } })).toMatchObject({ lecturer_unread: false });
    expect(published.to(scene.lecturer.user.id)).toMatchObject([
      { event: "notifications:read", body: { threadId: thread.id, read: true, counts: { unread: 0, unread_threads: 0 } } },
    ]);
    expect(await getCounts({ caller: scene.lecturer.caller })).toMatchObject({ unread: 0, unread_threads: 0 });
  });

  it("takes it off the queue, and reopening puts it back to its old place", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const waiting = async () => (await db().thread.findUniqueOrThrow({ where: { id: thread.id } })).waitingSince;

    await resolveThread({ caller: scene.lecturer.caller, params: { id: thread.id } });
    expect(await waiting()).toBeNull();

    await reopenThread({ caller: scene.lecturer.caller, params: { id: thread.id } });
    expect(await waiting()).toEqual(new Date(thread.created_at));
  });

  it("is for those who take part; an admin does not", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const admin = await makePerson("admin");

    await expect(resolveThread({ caller: admin.caller, params: { id: thread.id } })).rejects.toMatchObject({
      code: "forbidden",
      message: "You are not authorized to change this thread",
    });
  });
});
