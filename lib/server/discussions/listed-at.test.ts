import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeCourse, makeLecturer, makeScene, type Person, type Scene, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { addMessage } from "./add-message";
import { deleteMessage, editMessage } from "./change-message";
import { reopenThread, resolveThread } from "./change-status";
import { listThreads } from "./list-threads";
import { moveThreads } from "./move-threads";
import { readThread } from "./read-thread";

useTestDatabase();
const published = usePublished();
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const turn = (ms: number) => vi.setSystemTime(Date.now() + ms);
const hour = 3_600_000;
const say = ({ caller }: Person, id: string, content = "Like so.") =>
  addMessage({ caller, params: { id }, body: { content }, request: testRequest() });
const listOf = async ({ caller }: Person) =>
  (await listThreads({ caller, query: { limit: 20 } })).items.map(({ question_text }) => question_text);

/** Asks three questions, of which the first has an answer, and then turns the clock back by an hour. */
async function questions(): Promise<{ scene: Scene; first: string; answer: string }> {
  const scene = await makeScene();
  const { id: first } = await ask(scene, "The first question?");
  const { id: answer } = await say(scene.lecturer, first);
  for (const text of ["The second question?", "The third question?"]) {
    turn(1000);
    await ask(scene, text);
  }
  turn(-hour);
  return { scene, first, answer };
}

describe("on a clock that went back, what changed last is listed first", () => {
  it.each<[string, (given: { scene: Scene; first: string; answer: string }) => Promise<unknown>]>([
    ["by a reply", ({ scene, first }) => say(scene.lecturer, first)],
    ["by a follow-up", ({ scene, first }) => say(scene.student, first)],
    ["by being resolved", ({ scene, first }) => resolveThread({ caller: scene.student.caller, params: { id: first } })],
    [
      "by being reopened",
      async ({ scene, first }) => {
        await resolveThread({ caller: scene.student.caller, params: { id: first } });
        await say(scene.student, (await ask(scene, "One in between?")).id);
        await reopenThread({ caller: scene.student.caller, params: { id: first } });
      },
    ],
    ["by an edit", ({ scene, answer }) => editMessage({ caller: scene.lecturer.caller, params: { id: answer }, body: { content: "So." } })],
    ["by a message that is gone", ({ scene, answer }) => deleteMessage({ caller: scene.lecturer.caller, params: { id: answer } })],
  ])("%s", async (_how, change) => {
    const given = await questions();
    await change(given);
    expect((await listOf(given.scene.student))[0]).toBe("The first question?");
    expect((await listOf(given.scene.lecturer))[0]).toBe("The first question?");
  });

  it("by being asked, and so on with each that follows", async () => {
    const { scene, first } = await questions();
    await ask(scene, "The fourth question?");
    await say(scene.lecturer, first);
    const expected = ["The first question?", "The fourth question?", "The third question?", "The second question?"];
    expect(await listOf(scene.student)).toEqual(expected);
    expect(await listOf(scene.lecturer)).toEqual(expected);
  });

  it("by coming to another lecturer", async () => {
    const { scene } = await questions();
    turn(hour);
    const other = await makeLecturer();
    await ask({ student: scene.student, lecturer: other, ...(await makeCourse(other, [scene.student])) }, "One of theirs?");
    turn(-hour);
    await db().course.update({ where: { id: scene.courseId }, data: { lecturerId: other.user.id } });
    await moveThreads({ courseId: scene.courseId }, { signal: new AbortController().signal } as Parameters<typeof moveThreads>[1]);

    expect((await listOf(other)).at(-1)).toBe("One of theirs?");
  });
});

describe("a clock that went back", () => {
  it("still gives the times that are shown: a message's, and what is told", async () => {
    const { scene, first } = await questions();
    // As if nothing had happened in this thread during the hour that the clock repeats.
    await db().thread.updateMany({ where: { id: first }, data: { updatedAt: new Date(Date.now() - hour) } });
    await db().message.updateMany({ where: { threadId: first }, data: { createdAt: new Date(Date.now() - hour) } });
    published.clear();
    const message = await say(scene.lecturer, first);
    await say(scene.lecturer, first);

    expect(message.created_at).toBe(new Date().toISOString());
    expect(published.to(scene.student.user.id)).toMatchObject([
      { body: { payload: { timestamp: message.created_at } } },
      { body: { payload: { timestamp: message.created_at } } },
    ]);
  });

  it("leaves a message of that hour seen", async () => {
    const { scene, first } = await questions();
    const late = await say(scene.lecturer, first);
    published.clear();
    await readThread({ caller: scene.student.caller, params: { id: first }, body: {} });
    const [receipt] = published.to(scene.lecturer.user.id) as { body: { payload: { timestamp: string } } }[];
    expect(Date.parse(receipt?.body.payload.timestamp ?? "")).toBeGreaterThanOrEqual(Date.parse(late.created_at));
  });

  it("leaves the edit of an edit the later one", async () => {
    const { scene, answer } = await questions();
    turn(hour);
    const edit = (content: string) => editMessage({ caller: scene.lecturer.caller, params: { id: answer }, body: { content } });
    const before = await edit("So.");
    turn(-60_000);
    const after = await edit("Not so.");

    expect(Date.parse(after.edited_at ?? "")).toBeGreaterThan(Date.parse(before.edited_at ?? ""));
  });
});
