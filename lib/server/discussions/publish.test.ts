import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeClass, type Person, testRequest } from "#lib/testing/factories.ts";
import { changeCourseSettings } from "../courses/class-settings";
import { db } from "../db/client";
import { listNotifications } from "../notifications/list-notifications";
import { addMessage } from "./add-message";
import { getThread } from "./get-thread";
import { answerPublish, askToPublish } from "./publish";

useTestDatabase();
const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const day = 24 * 3_600_000;

async function answered() {
  const scene = await makeClass();
  const thread = await ask(scene, "What did I, John Doe, do wrong?");
  await addMessage({ ...by(scene.lecturer, thread.id), body: { content: "A comma." }, request: testRequest() });
  return { scene, thread };
}
const asks = async (person: Person) =>
  (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 100 } })).notifications.filter(
    (row) => row.type === "thread/discussion" && row.payload.action === "publish_asked",
  ).length;
const askedAgo = (id: string, ms: number) => db().thread.update({ where: { id }, data: { publishAskedAt: new Date(Date.now() - ms) } });

describe("publishing a private answer", () => {
  it("asks the asker once, and shows it to the class without their name", async () => {
    const { scene, thread } = await answered();
    const [classmate] = scene.classmates;
    await changeCourseSettings({ caller: scene.lecturer.caller, params: { id: scene.courseId }, body: { anonymity: "off" } });

    await expect(answerPublish({ ...by(scene.student, thread.id), body: { allow: true } })).rejects.toMatchObject({ code: "conflict" });
    await expect(askToPublish(by(scene.student, thread.id))).rejects.toMatchObject({ code: "forbidden" });

    const asked = await askToPublish(by(scene.assistant, thread.id));
    expect(asked.publish_asked_until).not.toBeNull();
    expect(await askToPublish(by(scene.lecturer, thread.id))).toMatchObject({ publish_asked_until: asked.publish_asked_until });
    expect(await asks(scene.student)).toBe(1);
    await expect(answerPublish({ ...by(scene.assistant, thread.id), body: { allow: true } })).rejects.toMatchObject({ code: "forbidden" });
    expect(await answerPublish({ ...by(scene.student, thread.id), body: { allow: true } })).toMatchObject({
      visibility: "class",
      anonymous: true,
      mine: true,
      student_name: "Anonymous",
      publish_asked_until: null,
    });

    const shown = await getThread({ ...by(classmate, thread.id), query: {} });
    expect(shown).toMatchObject({ student_name: "Anonymous", answer_state: "staff_answered" });
    expect(JSON.stringify(shown)).not.toContain(scene.student.user.id);

    const staff = { userId: { in: [scene.lecturer.user.id, scene.assistant.user.id] } };
    const kept = (await db().notification.findMany({ where: staff })).map(({ payload }) => (payload as { authorName: string }).authorName);
    expect(kept).toEqual(["Anonymous", "Anonymous"]);
    // The first answer counts as told, because it was there before the class could wait for it.
    expect(await db().thread.findUniqueOrThrow({ where: { id: thread.id } })).toMatchObject({ answerTold: true });
  });

  it("stays private by a no and by two days' silence, and is asked for again after a month", async () => {
    const { scene, thread } = await answered();
    await askToPublish(by(scene.lecturer, thread.id));
    await answerPublish({ ...by(scene.student, thread.id), body: { allow: false } });
    const again = () => askToPublish(by(scene.lecturer, thread.id));

    await expect(again()).rejects.toMatchObject({ code: "conflict" });

    await askedAgo(thread.id, 31 * day);
    await db().thread.update({ where: { id: thread.id }, data: { publishAnsweredAt: new Date(Date.now() - 31 * day) } });
    expect((await again()).publish_asked_until).not.toBeNull();

    await askedAgo(thread.id, 2 * day + 1000);
    await expect(answerPublish({ ...by(scene.student, thread.id), body: { allow: true } })).rejects.toMatchObject({ code: "conflict" });
    await expect(again()).rejects.toMatchObject({ code: "conflict" });
    expect(await getThread({ ...by(scene.student, thread.id), query: {} })).toMatchObject({ visibility: "private" });
  });

  it("needs an answer", async () => {
    const scene = await makeClass();
    const thread = await ask(scene);
    await expect(askToPublish(by(scene.lecturer, thread.id))).rejects.toMatchObject({ code: "conflict" });
  });
});
