import { describe, expect, it, vi } from "vitest";
import { texts } from "#lib/contract/errors.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeClass, makeScene, type Person, testRequest } from "#lib/testing/factories.ts";
import { unavailable } from "../errors";
import { addMessage } from "./add-message";
import { answerTogether } from "./answer-together";
import { resolveThread } from "./change-status";
import { deleteThread } from "./delete-thread";
import { getThread } from "./get-thread";

vi.mock("./add-message", async (original) => {
  const actual = await original<typeof import("./add-message")>();
  return { ...actual, addMessage: vi.fn(actual.addMessage) };
});

useTestDatabase();

const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const together = (person: Person, ids: string[], content = "One answer to all") =>
  answerTogether({
    caller: person.caller,
    body: { content, questions: ids.map((id) => ({ id, key: `key of ${id}` })) },
    request: testRequest("a key of the whole call"),
  });
const outcomes = async (answers: ReturnType<typeof together>) => (await answers).map(({ outcome }) => outcome);

describe("one answer to several questions", () => {
  it("is a message in each, once however often it is sent, and leaves those that somebody else was quicker with", async () => {
    const scene = await makeClass();
    const asked = [];
    for (let n = 0; n < 5; n++) asked.push((await ask(scene)).id);
    const [first = "", answered = "", resolved = "", gone = "", last = ""] = asked;
    await addMessage({ ...by(scene.assistant, answered), body: { content: "I was quicker" }, request: testRequest() });
    await resolveThread(by(scene.assistant, resolved));
    await deleteThread(by(scene.student, gone));

    const expected = ["sent", "not_waiting", "not_waiting", "not_waiting", "sent"];
    expect(await outcomes(together(scene.lecturer, asked))).toEqual(expected);
    expect(await outcomes(together(scene.lecturer, asked))).toEqual(expected);
    for (const id of [first, last, answered, resolved]) {
      const { messages } = await getThread({ ...by(scene.lecturer, id), query: {} });
      const own = messages.filter(({ content }) => content === "One answer to all");
      expect(own).toHaveLength(id === first || id === last ? 1 : 0);
    }
    // The same keys with another text are a mistake of the client.
    expect(await together(scene.lecturer, [first], "Another")).toEqual([
      { id: first, outcome: "refused", problem: texts.keyOfAnotherBody },
    ]);
  });

  it("is refused question by question, and as a whole for who teaches nothing", async () => {
    const scene = await makeScene();
    const other = await makeScene();
    const [own, foreign] = [await ask(scene), await ask(other)];

    expect(await together(scene.lecturer, [foreign.id, own.id])).toEqual([
      { id: foreign.id, outcome: "refused", problem: texts.cannotReply },
      { id: own.id, outcome: "sent", problem: null },
    ]);
    await expect(together(scene.student, [own.id])).rejects.toMatchObject({ code: "forbidden", message: texts.notOnStaff });
  });

  it("stops where the server is too busy, and sends the rest when it is tried again", async () => {
    const scene = await makeScene();
    const ids = [(await ask(scene)).id, (await ask(scene)).id];
    vi.mocked(addMessage).mockImplementationOnce(() => Promise.reject(unavailable()));
    await expect(together(scene.lecturer, ids)).rejects.toMatchObject({ code: "unavailable" });
    expect(await outcomes(together(scene.lecturer, ids))).toEqual(["sent", "sent"]);
  });
});
