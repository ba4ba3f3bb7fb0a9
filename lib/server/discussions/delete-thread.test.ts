import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makePerson, makeScene, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { getCounts } from "../notifications/get-counts";
import { addMessage } from "./add-message";
import { deleteThread } from "./delete-thread";

useTestDatabase();
const published = usePublished();
const remove = (person: Person, id: string) => deleteThread({ caller: person.caller, params: { id } });

describe("deleteThread", () => {
  it("takes the thread, its messages and every trace in the inboxes", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);

    published.clear();
    await remove(scene.student, thread.id);
    expect(published.to(scene.lecturer.user.id)).toMatchObject([
      { event: "notifications:removed", body: { ids: [expect.any(String)], counts: { unread: 0 }, seq: 2 } },
    ]);
    expect(published.events.at(-1)).toMatchObject({ to: "thread", event: "thread:removed", body: { threadId: thread.id } });
    expect(await db().message.count()).toBe(0);
    expect(await getCounts(scene.lecturer)).toMatchObject({ unread: 0, unread_threads: 0 });
    // The tombstone stays for pages that were away.
    expect(await db().notification.findMany()).toMatchObject([{ removedAt: expect.any(Date), threadId: null, seq: 2n }]);
  });

  it("is for its student while unanswered, its lecturer and admins", async () => {
    const scene = await makeScene();
    const [answered, second] = [await ask(scene), await ask(scene)];

    await addMessage({ caller: scene.lecturer.caller, params: { id: answered.id }, body: { content: "So." }, request: testRequest() });
    const refusal = { code: "forbidden", message: "You are not authorized to change this thread" };
    await expect(remove(scene.student, answered.id)).rejects.toMatchObject(refusal);
    await expect(remove(await makeStudent(), second.id)).rejects.toMatchObject(refusal);

    await remove(scene.lecturer, answered.id);
    await remove(await makePerson("admin"), second.id);
    await expect(remove(scene.lecturer, second.id)).rejects.toMatchObject({ code: "not_found" });
  });
});
