import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makePerson, makeScene, makeStudent, type Scene, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { read, sql } from "../db/sql";
import { addMessage } from "../discussions/add-message";
import { resolveThread } from "../discussions/change-status";
import { getThread } from "../discussions/get-thread";
import { syncInbox } from "../notifications/sync-inbox";
import { deleteUser } from "./delete-user";
import { forgetPerson } from "./forget-person";

useTestDatabase();
const published = usePublished();

const seqOf = async (userId: string) =>
  Number((await read<{ seq: number }>(sql`SELECT seq FROM inbox WHERE user_id = ${userId}`))[0]?.seq ?? 0);
const answer = (scene: Scene, id: string) =>
  addMessage({ caller: scene.lecturer.caller, params: { id }, body: { content: "So." }, request: testRequest() });

describe("forgetPerson", () => {
  it("replaces the name in stored notifications; one sync delivers the new texts, and read rows stay read", async () => {
    const admin = await makePerson("admin");
    const scene = await makeScene();
    const [one, two] = [await ask(scene), await ask(scene)];

    await answer(scene, one.id);
    await resolveThread({ caller: scene.student.caller, params: { id: two.id } });
    const lecturer = scene.lecturer.user.id;
    const before = await seqOf(lecturer);
    await deleteUser({ caller: admin.caller, params: { id: scene.student.user.id }, request: testRequest() });
    published.clear();
    await forgetPerson(scene.student.user.id);

    expect(published.to(lecturer).map(({ event }) => event)).toEqual(["notifications:head", "notifications:head"]);

    const sync = await syncInbox(lecturer, { since: before });
    if (sync.mode !== "delta") throw new Error("a snapshot was not needed");
    const rows = sync.changes.flatMap((change) => ("type" in change ? [change] : []));

    expect(rows.map(({ payload, read }) => ["authorName" in payload && payload.authorName, read]).sort()).toEqual([
      ["Deleted user", false],
      ["Deleted user", false],
      ["Deleted user", true],
    ]);
    expect((await getThread({ caller: scene.lecturer.caller, params: { id: one.id }, query: {} })).messages[0]).toMatchObject({
      author_name: "Deleted user",
      content: "How do I declare a variable?",
    });

    // Run again, as after an interruption, it changes nothing in other inboxes.
    const after = await seqOf(lecturer);
    await forgetPerson(scene.student.user.id);
    expect(await seqOf(lecturer)).toBe(after);
  });

  it("stops between two batches when it is told to, and goes on later", async () => {
    const admin = await makePerson("admin");
    const scene = await makeScene();

    await ask(scene);
    await deleteUser({ caller: admin.caller, params: { id: scene.student.user.id }, request: testRequest() });
    await expect(forgetPerson(scene.student.user.id, AbortSignal.abort(new Error("the process ends")))).rejects.toThrow("the process ends");

    await forgetPerson(scene.student.user.id);
    expect(await read(sql`SELECT 1 FROM notifications WHERE payload->>'authorName' = 'John Doe'`)).toEqual([]);
  });

  it("leaves whoever is there alone", async () => {
    const student = await makeStudent({ firstName: "Nia" });
    await forgetPerson(student.user.id);
    expect(await read(sql`SELECT first_name FROM users WHERE id = ${student.user.id}`)).toEqual([{ first_name: "Nia" }]);
  });
});
