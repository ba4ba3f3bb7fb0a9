import { connect as connectTcp } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NotificationEvent } from "#lib/contract/notifications.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeLecturer, makePerson, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { quiet, type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { signToken } from "../auth/tokens";
import { changeCourse } from "../courses/change-course";
import { createCourse } from "../courses/create-course";
import { db } from "../db/client";
import { addMessage } from "../discussions/add-message";
import { deleteThread } from "../discussions/delete-thread";
import { publish } from "../events/bus";

useTestDatabase();
let server: RunningSockets;
beforeAll(async () => {
  server = await startSockets();
});
afterAll(() => server.stop());

describe("a notification", () => {
  it("reaches every device of its recipient once and nobody else", async () => {
    const scene = await makeScene();
    const stranger = await makeStudent();
    const [tab, phone, asker, other] = await Promise.all([
      server.connect(scene.lecturer.token),
      server.connect(scene.lecturer.token),
      server.connect(scene.student.token),
      server.connect(stranger.token),
    ]);
    const thread = await ask(scene);

    for (const device of [tab, phone]) {
      await waitFor(() => device.of("notification").length > 0);
      expect(device.of<NotificationEvent>("notification")).toMatchObject([
        { type: "thread/discussion", read: false, seq: 1, payload: { threadId: thread.id, action: "thread_created" } },
      ]);
    }
    expect(tab.of<NotificationEvent>("notification")[0]?.id).toBe(phone.of<NotificationEvent>("notification")[0]?.id);

    await quiet();
    // The asker's own tabs are only told to fetch the page of the lecture again.
    expect(asker.received).toEqual([{ event: "courses:changed", body: { courseId: scene.courseId, videoId: scene.videoId } }]);
    expect(other.received).toEqual([]);
  });
});

describe("a live thread", () => {
  it("can be joined only by its participants, and only sockets that joined hear it", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const stranger = await makeStudent();
    const [student, lecturer, other] = await Promise.all([
      server.connect(scene.student.token),
      server.connect(scene.lecturer.token),
      server.connect(stranger.token),
    ]);

    expect(await student.client.emitWithAck("thread:join", { threadId: thread.id })).toEqual({ ok: true, version: 1 });
    expect(await lecturer.client.emitWithAck("thread:join", { threadId: thread.id })).toEqual({ ok: true, version: 1 });
    expect(await other.client.emitWithAck("thread:join", { threadId: thread.id })).toEqual({
      ok: false,
      error: "You are not authorized to view this thread",
    });
    expect(await other.client.emitWithAck("thread:join", { threadId: scene.courseId })).toEqual({ ok: false, error: "Thread not found" });
    expect(await lecturer.client.emitWithAck("thread:typing", { threadId: thread.id })).toEqual({ ok: true });
    await waitFor(() => student.of("thread:typing").length > 0);
    expect(student.of("thread:typing")).toEqual([{ threadId: thread.id, userId: scene.lecturer.user.id, name: "Jane Smith" }]);
    expect(await other.client.emitWithAck("thread:typing", { threadId: thread.id })).toMatchObject({ ok: false });

    const message = await addMessage({
      caller: scene.lecturer.caller,
      params: { id: thread.id },
      body: { content: "So." },
      request: testRequest(),
    });

    await waitFor(() => student.of("thread:message").length > 0 && lecturer.of("thread:message").length > 0);
    expect(student.of("thread:message")).toEqual([{ message, version: 2 }]);

    await student.client.emitWithAck("thread:leave", { threadId: thread.id });
    await addMessage({ caller: scene.lecturer.caller, params: { id: thread.id }, body: { content: "And so." }, request: testRequest() });
    await waitFor(() => lecturer.of("thread:message").length > 1);

    await quiet();
    expect(student.of("thread:message")).toHaveLength(1);
    expect(lecturer.of("thread:typing")).toEqual([]);
    expect(other.received).toEqual([]);

    await deleteThread({ caller: scene.lecturer.caller, params: { id: thread.id } });
    await waitFor(() => lecturer.of("thread:removed").length > 0);
    expect(await lecturer.client.emitWithAck("thread:typing", { threadId: thread.id })).toMatchObject({ ok: false });
  });

  it("answers unknown and malformed events and stays connected", async () => {
    const { token } = await makeStudent();
    const { client, received } = await server.connect(token);
    const emit = client.emitWithAck.bind(client) as (event: string, ...body: unknown[]) => Promise<unknown>;

    for (const body of [
      undefined,
      null,
      1,
      "x",
      [],
      {},
      { threadId: 1 },
      { threadId: "__proto__" },
      { threadId: crypto.randomUUID(), more: 1 },
      { threadId: { $ne: 1 } },
    ])
      expect(await emit("thread:join", body)).toMatchObject({ ok: false, error: expect.any(String) });
    for (const event of ["toString", "__proto__", "constructor", "notification", "thread:updated", "room:join"])
      expect(await emit(event, {})).toEqual({ ok: false, error: "Unknown event" });
    expect(await emit("thread:typing", { threadId: "x".repeat(17 * 1024) })).toMatchObject({ ok: false });

    client.emit("thread:join", { threadId: "no ack" });
    expect(await client.emitWithAck("ping")).toEqual({ ok: true });
    await waitFor(() => received.some(({ event }) => event === "pong"));
    expect(client.connected).toBe(true);
    await expect(
      server
        .connect(token, { path: "/socket.io" })
        .then(() => import("socket.io-client"))
        .then(
          ({ io }) =>
            new Promise((_ok, fail) =>
              io(`${server.url}/admin`, { auth: { token }, transports: ["websocket"], reconnection: false }).once("connect_error", fail),
            ),
        ),
    ).rejects.toThrow("Invalid namespace");
  });
});

describe("a socket's end", () => {
  it("comes at once with its session, and leaves other sessions alone", async () => {
    const person = await makeStudent();
    const other = await db().session.create({
      data: { id: crypto.randomUUID(), userId: person.user.id, expiresAt: new Date(Date.now() + 60_000) },
    });
    const here = await server.connect(person.token);
    const elsewhere = await server.connect(await signToken("access", person.user.id, other.id, 900));
    const reason = new Promise((resolve) => here.client.once("disconnect", resolve));

    // Only told: in the database the session lives, so that the session watch cuts nothing.
    publish([{ to: "sessions", sessionIds: [person.caller.sessionId] }]);
    expect(await reason).toBe("io server disconnect");
    expect(elsewhere.client.connected).toBe(true);
  });

  it("comes within 5 s when the session ended without a word, and when the person is gone", async () => {
    const [one, two, stays] = [await makeStudent(), await makeStudent(), await makeStudent()];
    const [first, second, third] = await Promise.all([one, two, stays].map((person) => server.connect(person.token)));
    const reasons = Promise.all(
      [first, second].map((listening) => new Promise((resolve) => listening?.client.once("disconnect", resolve))),
    );
    const started = performance.now();

    await db().session.update({ where: { id: one.caller.sessionId }, data: { endedAt: new Date() } });
    await db().user.update({ where: { id: two.user.id }, data: { deletedAt: new Date(), email: null } });
    expect(await reasons).toEqual(["io server disconnect", "io server disconnect"]);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(third?.client.connected).toBe(true);
  });

  it("does not come because an access token ran out", async () => {
    const person = await makeStudent();
    const { client } = await server.connect(await signToken("access", person.user.id, person.caller.sessionId, 2));
    await quiet(3500);
    expect(client.connected).toBe(true);
  });
});

describe("a course", () => {
  it("that is new is in everybody's lists, a question in the other tabs of who asked", async () => {
    const scene = await makeScene();
    const heard = await Promise.all([scene.student.token, (await makeStudent()).token].map((token) => server.connect(token)));
    const { id } = await createCourse({ caller: scene.lecturer.caller, body: { title: "Programming 2", description: "" } });

    await waitFor(() => heard.every((one) => one.of("courses:changed").length === 1));

    await ask(scene);
    const [student, stranger] = heard;
    await waitFor(() => student?.of("courses:changed").length === 2);
    expect(student?.of("courses:changed")).toEqual([{ courseId: id }, { courseId: scene.courseId, videoId: scene.videoId }]);
    expect(stranger?.of("courses:changed")).toEqual([{ courseId: id }]);
  });

  it("that gets another lecturer takes its live threads from the one before", async () => {
    const scene = await makeScene();
    const [heir, thread] = [await makeLecturer(), await ask(scene)];
    const [before, student] = await Promise.all([scene.lecturer, scene.student].map(({ token }) => server.connect(token)));

    for (const one of [before, student]) await one?.client.emitWithAck("thread:join", { threadId: thread.id });
    const admin = await makePerson("admin");
    await changeCourse({ caller: admin.caller, params: { id: scene.courseId }, body: { lecturer_id: heir.user.id } });
    await doJobs();
    await addMessage({ caller: heir.caller, params: { id: thread.id }, body: { content: "Mine now." }, request: testRequest() });

    await waitFor(() => student?.of("thread:updated").length === 2);
    expect(student?.of("thread:message")).toHaveLength(1);
    expect(student?.of("thread:updated")).toMatchObject([
      { thread: { lecturer_id: heir.user.id, version: 2, waiting: true } },
      { thread: { lecturer_id: heir.user.id, version: 3, waiting: false } },
    ]);
    expect(before?.of("notifications:removed")).toMatchObject([{ counts: { unread: 0, unread_threads: 0 } }]);
    expect(before?.of("thread:message")).toEqual([]);
  });
});

describe("the server", () => {
  it("survives a peer that floods pings and never reads", async () => {
    const { port } = new URL(server.url);
    const socket = connectTcp(Number(port), "127.0.0.1");
    const closed = new Promise((resolve) => socket.once("close", resolve));

    socket.on("error", () => undefined);
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString("base64")}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    const before = process.memoryUsage().rss;
    // A complete, masked PING frame of 125 bytes, many times over.
    const frame = Buffer.concat([Buffer.from([0x89, 0xfd, 0, 0, 0, 0]), Buffer.alloc(125)]);
    const burst = Buffer.concat(Array.from({ length: 2000 }, () => frame));
    const flood = setInterval(() => socket.writable && socket.write(burst), 1);
    await Promise.race([closed, quiet(6000)]);
    clearInterval(flood);
    const closedByServer = socket.destroyed;
    socket.destroy();

    expect(closedByServer).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});
