import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ThreadHead, ThreadRemoved } from "#lib/contract/events.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, makeClass, makeScene, type Person, testRequest } from "#lib/testing/factories.ts";
import { type Listening, losing, quiet, type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { addMessage } from "../discussions/add-message";
import { changeThread } from "../discussions/change-status";
import { deleteThread } from "../discussions/delete-thread";
import { bus } from "../events/bus";

useTestDatabase();
let server: RunningSockets;
beforeAll(async () => {
  server = await startSockets();
});
afterAll(() => server.stop());

const joinThread = ({ client }: Listening, threadId: string) => client.emitWithAck("thread:join", { threadId });
const reply = (person: Person, id: string) =>
  addMessage({ caller: person.caller, params: { id }, body: { content: "Like this." }, request: testRequest() });
const heads = ({ of }: Listening) => of<ThreadHead>("thread:head");

describe("readers of a thread", () => {
  it("hear where it is once an event of it was lost, those too whose inbox has nothing of it", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    const [asker, second, classmate, elsewhere] = await Promise.all(
      [scene.student, scene.lecturer, scene.classmates[0], scene.classmates[1]].map(({ token }) => server.connect(token)),
    );
    for (const one of [asker, second, classmate]) expect(await joinThread(one as Listening, thread.id)).toMatchObject({ version: 1 });

    // The lecturer answers on another device than the one that reads, and the classmate does not follow.
    await losing(server, () => reply(scene.lecturer, thread.id));
    await server.sockets.reconcile();

    for (const one of [asker, second, classmate]) {
      await waitFor(() => heads(one as Listening).length === 1);
      expect(heads(one as Listening)).toEqual([{ threadId: thread.id, version: 2 }]);
      expect(await joinThread(one as Listening, thread.id)).toMatchObject({ ok: true, version: 2 });
    }

    await server.sockets.reconcile();
    await quiet();
    for (const one of [asker, second, classmate]) expect(heads(one as Listening)).toHaveLength(1);
    expect(heads(elsewhere as Listening)).toEqual([]);
  });

  it("hear so although others have fetched the thread since", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const before = await server.connect(scene.student.token);
    await joinThread(before, thread.id);
    await losing(server, () => reply(scene.lecturer, thread.id));
    const after = await server.connect(scene.student.token);
    expect(await joinThread(after, thread.id)).toMatchObject({ version: 2 });

    await server.sockets.reconcile();

    await waitFor(() => heads(before).length === 1);
  });

  it("hear nothing more than its events when none was lost", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const student = await server.connect(scene.student.token);
    await joinThread(student, thread.id);
    await reply(scene.lecturer, thread.id);
    await waitFor(() => student.of("thread:message").length === 1);

    await server.sockets.reconcile();
    await quiet();

    expect(heads(student)).toEqual([]);
  });

  it("hear so in their own room when only that room was not told", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    const [asker, classmate] = [await server.connect(scene.student.token), await server.connect(scene.classmates[0].token)];
    for (const one of [asker, classmate]) await joinThread(one, thread.id);
    bus.listen((events) => server.sockets.emit(events.filter(({ to }) => to !== "class")));
    await reply(scene.lecturer, thread.id);
    bus.listen(server.sockets.emit);
    await waitFor(() => asker.of("thread:message").length === 1);

    await server.sockets.reconcile();

    await waitFor(() => heads(classmate).length === 1);
    expect(heads(asker)).toEqual([]);
  });

  it("hear that it moved on when they lose it without a word, so that their page asks and is refused", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    const classmate = await server.connect(scene.classmates[0].token);
    await joinThread(classmate, thread.id);

    await losing(server, () => changeThread({ caller: scene.student.caller, params: { id: thread.id }, body: { visibility: "private" } }));

    await waitFor(() => heads(classmate).length === 1);
    expect(heads(classmate)[0]?.version).toBeGreaterThan(1);
    expect(await joinThread(classmate, thread.id)).toMatchObject({ ok: false });
  });

  it("hear that it is gone although that event was lost", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const lecturer = await server.connect(scene.lecturer.token);
    await joinThread(lecturer, thread.id);

    await losing(server, () => deleteThread({ caller: scene.student.caller, params: { id: thread.id } }));

    await waitFor(() => lecturer.of("thread:removed").length === 1);
    expect(lecturer.of<ThreadRemoved>("thread:removed")).toEqual([{ threadId: thread.id, version: 2 }]);
  });
});
