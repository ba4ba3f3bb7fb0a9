import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { rooms } from "#lib/contract/rooms.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeLecturer, makeScene, makeStudent } from "#lib/testing/factories.ts";
import { type Client, type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { db } from "../db/client";
import { bus } from "../events/bus";
import { log } from "../log";

useTestDatabase();
let server: RunningSockets;
beforeAll(async () => {
  server = await startSockets();
});
afterAll(() => server.stop());
afterEach(() => bus.setTransport(null));

/** Runs `act` during a join of a thread: the socket is in the room already, and the version is read afterwards. */
function duringJoin(act: () => Promise<unknown>): void {
  bus.setTransport({ send: () => undefined, ensureSubscribed: async (room) => void (room.startsWith(rooms.thread("")) && (await act())) });
}
const isJoined = ({ id }: Client, threadId: string) =>
  server.sockets.io.sockets.sockets.get(id ?? "")?.rooms.has(rooms.thread(threadId)) ?? false;
const emitTo = (client: Client) =>
  client.timeout(3000).emitWithAck.bind(client.timeout(3000)) as (event: string, ...given: unknown[]) => unknown;

describe("handleEvents", () => {
  it("answers what is nested too deeply to be measured, with what is wrong", async () => {
    const { client } = await server.connect((await makeStudent()).token);
    // Written by hand, because the client library's own JSON.stringify fails on it, too.
    const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const answers: unknown[] = [];

    client.io.on("packet", (packet) => {
      const { id, data } = packet as { id?: number; data: unknown[] };
      if (id !== undefined) answers[id] = data[0];
    });
    const engine = client.io.engine as unknown as { write: (packet: string) => void };
    engine.write(`2901["thread:join",${deep(5000)}]`);
    engine.write(`2902["notifications:sync",{"since":0,"epoch":${deep(7000)}}]`);
    engine.write(`2["no ack",${deep(5000)}]`);

    await waitFor(() => answers[902]);
    for (const id of [901, 902]) expect(answers[id]).toEqual({ ok: false, error: "An event may not be nested so deeply" });
    expect(await emitTo(client)("thread:join", JSON.parse(deep(500)))).toMatchObject({ ok: false, error: expect.stringContaining("UUID") });
  });

  it("leaves no rejection over when an answer cannot be given: one would end the process", async () => {
    const { client } = await server.connect((await makeStudent()).token);
    const [leftOver, said] = [vi.fn(), vi.spyOn(log, "error")];

    process.once("unhandledRejection", leftOver);
    for (const hear of server.sockets.io.sockets.sockets.get(client.id ?? "")?.listenersAny() ?? [])
      hear("ping", () => {
        throw new Error("not today");
      });

    await expect.poll(() => said.mock.calls).toMatchObject([[{ event: "ping", err: { message: "not today" } }, expect.any(String)]]);
    expect(leftOver).not.toHaveBeenCalled();

    process.off("unhandledRejection", leftOver);
  });

  it("counts and measures a ping like every other event", async () => {
    const { client, of } = await server.connect((await makeStudent()).token);
    expect(await emitTo(client)("ping", "x".repeat(limits.socketEventBytes))).toEqual({
      ok: false,
      error: "An event may have at most 16 KiB",
    });

    client.emit("ping");
    await waitFor(() => of("pong").length === 1);

    const answers = await Promise.all(Array.from({ length: 650 }, () => client.emitWithAck("ping")));
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused[0]).toMatchObject({ ok: false, error: expect.stringContaining("Too many requests") });
    expect(of("pong")).toHaveLength(1 + answers.length - refused.length);
  });

  it("takes out of the room again whoever lost the thread while they joined it", async () => {
    const [scene, heir] = [await makeScene(), await makeLecturer()];
    const thread = await ask(scene);
    const { client } = await server.connect(scene.lecturer.token);
    duringJoin(() => db().course.update({ where: { id: scene.courseId }, data: { lecturerId: heir.user.id } }));
    expect(await client.emitWithAck("thread:join", { threadId: thread.id })).toMatchObject({ ok: false });
    expect(isJoined(client, thread.id)).toBe(false);
  });

  it("leaves in a room that it had joined whoever asks again while we cannot say", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const { client } = await server.connect(scene.lecturer.token);

    await client.emitWithAck("thread:join", { threadId: thread.id });
    duringJoin(() => Promise.reject(new Error("not today")));
    expect(await client.emitWithAck("thread:join", { threadId: thread.id })).toMatchObject({ ok: false });
    expect(isJoined(client, thread.id)).toBe(true);
  });

  it("tells nobody that someone writes who may not, blocked before they joined or after", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const [lecturer, student] = [await server.connect(scene.lecturer.token), await server.connect(scene.student.token)];

    for (const { client } of [lecturer, student]) await client.emitWithAck("thread:join", { threadId: thread.id });
    const type = () => student.client.emitWithAck("thread:typing", { threadId: thread.id });
    const where = { courseId_userId: { courseId: scene.courseId, userId: scene.student.user.id } };
    const block = () => db().courseBlock.create({ data: { ...where.courseId_userId, blockedById: scene.lecturer.user.id } });

    expect(await type()).toEqual({ ok: true });
    await waitFor(() => lecturer.of("thread:typing").length > 0);

    await block();
    // Open sockets are checked every 2.5 s.
    await waitFor(async () => !(await type()).ok);

    const heard = lecturer.of("thread:typing").length;
    expect(await type()).toEqual({ ok: false, error: texts.blocked });

    await db().courseBlock.delete({ where });
    await waitFor(async () => (await type()).ok);

    await student.client.emitWithAck("thread:leave", { threadId: thread.id });
    await block();
    await student.client.emitWithAck("thread:join", { threadId: thread.id });

    expect(await type()).toEqual({ ok: false, error: texts.blocked });
    expect(lecturer.of("thread:typing").length).toBe(heard + 1);
  });

  it("lets no leave overtake the join before it, and a join after it join again", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const { client } = await server.connect(scene.lecturer.token);
    const emit = (event: "thread:join" | "thread:leave") => client.emitWithAck(event, { threadId: thread.id });
    const order: string[] = [];

    await Promise.all([emit("thread:join").then(() => order.push("join")), emit("thread:leave").then(() => order.push("leave"))]);
    expect(order).toEqual(["join", "leave"]);
    expect(isJoined(client, thread.id)).toBe(false);

    await Promise.all([emit("thread:join"), emit("thread:leave"), emit("thread:join")]);
    expect(isJoined(client, thread.id)).toBe(true);
  });
});
