import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, type ClassScene, makeClass, makePerson, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { type Listening, type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { leave } from "../courses/enrolment";
import { removeStaff } from "../courses/staff";
import { db } from "../db/client";
import { addMessage } from "../discussions/add-message";
import { changeThread } from "../discussions/change-status";
import { bus } from "../events/bus";

useTestDatabase();
let server: RunningSockets;
beforeAll(async () => {
  server = await startSockets();
});
afterAll(() => server.stop());

const joinCourse = ({ client }: Listening, { courseId }: ClassScene) => client.emitWithAck("course:join", { courseId });
const joinThread = ({ client }: Listening, threadId: string) => client.emitWithAck("thread:join", { threadId });
const reply = (person: Person, id: string) =>
  addMessage({ caller: person.caller, params: { id }, body: { content: "Like this." }, request: testRequest() });

describe("the sockets of a class", () => {
  it("hear of its threads by the course, with a seq without holes, and nobody else does", async () => {
    const scene = await makeClass();
    const [classmate, assistant] = [await server.connect(scene.classmates[0].token), await server.connect(scene.assistant.token)];
    const outsiders = await Promise.all([makeStudent(), makePerson("admin")].map(async (person) => server.connect((await person).token)));
    expect(await joinCourse(classmate, scene)).toMatchObject({ ok: true, seq: 0 });
    expect(await joinCourse(assistant, scene)).toMatchObject({ ok: true, seq: 0 });
    for (const outsider of outsiders) expect(await joinCourse(outsider, scene)).toMatchObject({ ok: false });
    const thread = await askClass(scene);
    await reply(scene.lecturer, thread.id);
    await ask(scene);

    for (const one of [classmate, assistant]) await waitFor(() => one.of("course:thread").length === 2);
    expect(classmate.of<{ seq: number }>("course:thread").map(({ seq }) => seq)).toEqual([1, 2]);
    expect(classmate.of<{ thread: object }>("course:thread")[1]?.thread).not.toHaveProperty("mine");
    for (const outsider of outsiders) expect(outsider.of("course:thread")).toEqual([]);
    const sync = (body: object) => classmate.client.emitWithAck("course:sync", { courseId: scene.courseId, since: 0, ...body });
    expect(await sync({})).toMatchObject({ mode: "delta", threads: [{ id: thread.id, version: 2 }], removed: [], seq: 2 });
    expect(await sync({ since: 2 })).toMatchObject({ mode: "delta", threads: [], removed: [], seq: 2 });
    for (const behind of [{ since: 3 }, { epoch: "another" }]) expect(await sync(behind)).toMatchObject({ mode: "snapshot", seq: 2 });
    await db().courseFeed.update({ where: { courseId: scene.courseId }, data: { seq: 500 } });
    expect(await sync({ since: 200 })).toMatchObject({ mode: "snapshot", seq: 500 });
    expect(await outsiders[0]?.client.emitWithAck("course:sync", { courseId: scene.courseId, since: 0 })).toMatchObject({ ok: false });
  });

  it("read a thread of it in a room of their own, where nothing private gets", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    const [classmate, asker] = [await server.connect(scene.classmates[0].token), await server.connect(scene.student.token)];
    for (const one of [classmate, asker]) expect(await joinThread(one, thread.id)).toMatchObject({ ok: true, version: 1 });
    await reply(scene.lecturer, thread.id);
    for (const one of [classmate, asker]) await waitFor(() => one.of("thread:message").length === 1);

    // Published as by a process of the release before, which means only the asker and the lecturer.
    const body = { threadId: thread.id, userId: scene.student.user.id, name: "John Doe" };
    bus.publish([{ to: "thread", threadId: thread.id, event: "thread:typing", body }]);
    await waitFor(() => asker.of("thread:typing").length === 1);
    expect(classmate.of("thread:typing")).toEqual([]);

    await changeThread({ caller: scene.lecturer.caller, params: { id: thread.id }, body: { visibility: "private" } });
    await waitFor(() => classmate.of("thread:removed").length === 1);
    await reply(scene.lecturer, thread.id);
    await waitFor(() => asker.of("thread:message").length === 2);
    expect(classmate.of("thread:message")).toHaveLength(1);
    expect(await joinThread(classmate, thread.id)).toMatchObject({ ok: false });
  });

  it("are let go of within 5 s by whoever leaves the course or its staff, however it came about", async () => {
    const scene = await makeClass();
    const [shared, own] = [await askClass(scene), await ask(scene)];
    const [classmate, other, assistant] = [
      await server.connect(scene.classmates[0].token),
      await server.connect(scene.classmates[1].token),
      await server.connect(scene.assistant.token),
    ];
    for (const one of [classmate, other, assistant]) {
      await joinCourse(one, scene);
      await joinThread(one, shared.id);
    }
    await joinThread(assistant, own.id);
    await leave({ caller: scene.classmates[0].caller, params: { id: scene.courseId } });
    // Directly in the database, without an event on the bus.
    await db().enrollment.deleteMany({ where: { studentId: scene.classmates[1].user.id } });
    await removeStaff({
      caller: scene.lecturer.caller,
      params: { id: scene.courseId, userId: scene.assistant.user.id },
      request: testRequest(),
    });
    const rooms = ({ client }: Listening) =>
      [...(server.sockets.io.sockets.sockets.get(client.id ?? "")?.rooms ?? [])].filter((room) => /^(course|class|thread):/.test(room));
    await waitFor(() => [classmate, other, assistant].every((one) => rooms(one).length === 0), 5000);
  });

  it("are refused with another protocol, and let in with this one and none", async () => {
    const { student } = await makeClass();
    for (const protocol of [undefined, 1, 2]) await server.connect(student.token, { auth: { token: student.token, protocol } });
    for (const protocol of [0, 3, "2", {}])
      await expect(server.connect(student.token, { auth: { token: student.token, protocol } })).rejects.toThrow("Client out of date");
  });
});
