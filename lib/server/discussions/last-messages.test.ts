import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { askClass, makeClass, type Person, testRequest } from "#lib/testing/factories.ts";
import { addMessage } from "./add-message";
import { lastMessages } from "./last-messages";
import { anonymousName } from "./project";

useTestDatabase();
const reply = ({ caller }: Person, id: string, content: string) =>
  addMessage({ caller, params: { id }, body: { content }, request: testRequest() });
const last = async ({ caller }: Person, ids: string[]) =>
  [...(await lastMessages(caller, ids)).values()].map(({ author_name, content }) => [author_name, content]);

describe("lastMessages", () => {
  it("are by somebody else, and never the question", async () => {
    const scene = await makeClass();
    const [classmate] = scene.classmates;
    const { id } = await askClass(scene);

    expect(await last(classmate, [id])).toEqual([]);

    await reply(scene.lecturer, id, "Like this.");
    await reply(scene.student, id, "Thank you.");
    const name = `${scene.lecturer.user.first_name} ${scene.lecturer.user.last_name}`;
    expect(await last(scene.student, [id])).toEqual([[name, "Like this."]]);
    expect(await last(scene.lecturer, [id])).toMatchObject([[expect.any(String), "Thank you."]]);
    expect(await last(scene.lecturer, [])).toEqual([]);
  });

  it("are by nobody with a name where the asker is anonymous", async () => {
    const scene = await makeClass();
    const { id } = await askClass(scene, { anonymous: true });
    await reply(scene.classmates[0], id, "Perhaps like this?");
    await reply(scene.student, id, "That helps.");
    expect(await last(scene.classmates[0], [id])).toEqual([[anonymousName, "That helps."]]);
  });
});
