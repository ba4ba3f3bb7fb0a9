import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { askClass, makeClass, type Person, testRequest } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { usePublished } from "#lib/testing/published.ts";
import { listNotifications } from "../notifications/list-notifications";
import { addMessage } from "./add-message";
import { deleteMessage } from "./change-message";
import { getThread } from "./get-thread";
import { acceptMessage, endorseMessage, unacceptMessage, unendorseMessage } from "./judge-message";
import { listQueue } from "./list-queue";
import { vote } from "./votes";

useTestDatabase();
const published = usePublished();

const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const reply = (person: Person, id: string, content = "Try const.") =>
  addMessage({ ...by(person, id), body: { content }, request: testRequest() });
const actions = async (person: Person) =>
  (await listNotifications({ caller: person.caller, query: { filter: "all", limit: 100 } })).notifications.map((row) =>
    row.type === "thread/discussion" ? row.payload.action : row.type,
  );

describe("an answer", () => {
  it("is accepted by asker or staff, one of a thread, and resolves it", async () => {
    const scene = await makeClass();
    const [classmate, other] = scene.classmates;
    const thread = await askClass(scene);
    const [first, second] = [await reply(classmate, thread.id), await reply(scene.lecturer, thread.id)];
    await expect(acceptMessage(by(other, first.id))).rejects.toMatchObject({ code: "forbidden" });
    expect(await acceptMessage(by(scene.student, first.id))).toMatchObject({ accepted_message_id: first.id, status: "resolved" });
    const told = await actions(classmate);
    expect(told[0]).toBe("message_accepted");
    await acceptMessage(by(scene.student, first.id));
    expect(await actions(classmate)).toEqual(told);
    expect(await acceptMessage(by(scene.assistant, second.id))).toMatchObject({ accepted_message_id: second.id });
    expect(await unacceptMessage(by(scene.student, second.id))).toMatchObject({ accepted_message_id: null, status: "resolved" });

    const [question] = (await getThread({ ...by(scene.student, thread.id), query: {} })).messages;
    await expect(acceptMessage(by(scene.student, question?.id ?? ""))).rejects.toMatchObject({ code: "conflict" });
    await acceptMessage(by(scene.student, first.id));
    await deleteMessage(by(classmate, first.id));
    expect(await getThread({ ...by(scene.student, thread.id), query: {} })).toMatchObject({ accepted_message_id: null });
  });

  it("that staff endorse counts as theirs, and takes the question off the queue", async () => {
    const scene = await makeClass();
    const [classmate, other] = scene.classmates;
    const thread = await askClass(scene);
    await vote(by(other, thread.id));
    const answer = await reply(classmate, thread.id);
    const waits = async () => (await listQueue({ caller: scene.assistant.caller })).items.map(({ id }) => id);
    expect(await waits()).toEqual([thread.id]);
    await expect(endorseMessage(by(scene.student, answer.id))).rejects.toMatchObject({ code: "forbidden" });
    published.clear();
    expect(await endorseMessage(by(scene.assistant, answer.id))).toMatchObject({ endorsed_by_name: "Ada Assistant" });
    expect(published.events.map((outbound) => ("event" in outbound ? `${outbound.to} ${outbound.event}` : ""))).toContain(
      "class thread:message",
    );
    expect(await waits()).toEqual([]);
    expect(await getThread({ ...by(other, thread.id), query: {} })).toMatchObject({ answer_state: "staff_answered", waiting: false });
    expect((await actions(classmate))[0]).toBe("message_endorsed");
    await doJobs();
    expect(await actions(other)).toEqual(["thread_answered"]);

    // A thread's first answer is told only once.
    await unendorseMessage(by(scene.lecturer, answer.id));
    expect(await waits()).toEqual([thread.id]);
    await endorseMessage(by(scene.lecturer, answer.id));
    await reply(scene.lecturer, thread.id);
    await doJobs();
    expect(await actions(other)).toEqual(["thread_answered"]);

    const own = await reply(scene.lecturer, thread.id);
    await expect(endorseMessage(by(scene.lecturer, own.id))).rejects.toMatchObject({ code: "conflict" });
  });

  it("by a classmate moves the question down the queue, and the asker's follow-up keeps it there", async () => {
    const scene = await makeClass();
    const [classmate] = scene.classmates;
    const [first, second] = [await askClass(scene), await askClass(scene)];
    const waits = async () => (await listQueue({ caller: scene.lecturer.caller })).items.map(({ id }) => id);

    expect(await waits()).toEqual([first.id, second.id]);

    await reply(classmate, first.id);
    expect(await waits()).toEqual([second.id, first.id]);

    await reply(scene.lecturer, second.id);
    await reply(scene.student, second.id, "And then?");
    expect(await waits()).toEqual([second.id, first.id]);
  });
});
