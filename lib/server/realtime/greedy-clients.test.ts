import type { Socket as TcpSocket } from "node:net";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SyncAnswer } from "#lib/contract/events.ts";
import { limits } from "#lib/contract/limits.ts";
import { rooms } from "#lib/contract/rooms.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene, makeStudent } from "#lib/testing/factories.ts";
import { type Client, type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { bus } from "../events/bus";

useTestDatabase();
let server: RunningSockets;
beforeAll(async () => {
  server = await startSockets();
});
afterAll(() => server.stop());

/** Reads nothing more from the connection, even if the library asks for it. */
function stopReading(client: Client): void {
  const tcp = (client.io.engine.transport as unknown as { ws: { _socket: TcpSocket } }).ws._socket;
  tcp.pause();
  tcp.resume = () => tcp;
}

describe("the socket server", () => {
  it("cuts a client that does not read once 1 MB waits for it; the others go on, and it catches up later", async () => {
    const scene = await makeScene();
    const [slow, quick] = [await server.connect(scene.lecturer.token), await server.connect(scene.lecturer.token)];
    const { id } = scene.lecturer.user;

    stopReading(slow.client);
    const held = () => server.sockets.io.sockets.adapter.rooms.get(rooms.user(id))?.size;
    expect(held()).toBe(2);

    // Larger than the kernel's buffers at both ends, so that the rest waits in the server.
    const name = "x".repeat(64 * 1024);
    for (let n = 0; n < 400; n++) {
      server.sockets.io.to(rooms.user(id)).emit("thread:typing", { threadId: id, userId: id, name });
      if (n % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await ask(scene);

    await waitFor(() => held() === 1, 8000);
    await waitFor(() => quick.of("notification").length === 1);

    const again = await server.connect(scene.lecturer.token);
    const answer = (await again.client.emitWithAck("notifications:sync", { since: 0 })) as SyncAnswer;
    expect(answer).toMatchObject({ mode: "delta", changes: [{ seq: 1 }] });
  });

  it("takes no more sockets of one person than it says, and any of somebody else", async () => {
    const { token } = await makeStudent();
    await Promise.all(Array.from({ length: limits.socketsPerUser }, () => server.connect(token)));
    await expect(server.connect(token)).rejects.toThrow("Too many connections");
    expect((await server.connect((await makeStudent()).token)).client.connected).toBe(true);
  });

  it("lets in as many and no more when they all come at once", async () => {
    const { token } = await makeStudent();
    const outcomes = await Promise.allSettled(Array.from({ length: 2 * limits.socketsPerUser }, () => server.connect(token)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(limits.socketsPerUser);
  });

  it("counts sockets that were accepted but are not in their room yet, however many connect at the same moment", async () => {
    const { token } = await makeStudent();
    let asking = 0;
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const hears = () => {
      asking++;
      return opened;
    };
    bus.setTransport({ send: () => undefined, ensureSubscribed: hears });
    const all = Array.from({ length: limits.socketsPerUser + 20 }, () => server.connect(token));
    await waitFor(() => asking === all.length);

    open();
    const outcomes = await Promise.allSettled(all);
    bus.setTransport(null);

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(limits.socketsPerUser);
  });

  it("refuses an event beyond its size by its ack, and cuts a client that sends many times as much, before it is read", async () => {
    const { client } = await server.connect((await makeStudent()).token);
    for (const bytes of [limits.socketEventBytes, 100_000])
      expect(await client.emitWithAck("thread:join", { threadId: "x".repeat(bytes) })).toEqual({
        ok: false,
        error: "An event may have at most 16 KiB",
      });
    const gone = new Promise((resolve) => client.once("disconnect", resolve));
    client.emit("thread:join", { threadId: "x".repeat(8 * limits.socketEventBytes) });
    await gone;
  });

  it("lets a connection join no more threads than it says, and another one once it has left one", async () => {
    const scene = await makeScene();
    const [first, other] = [await ask(scene), await ask(scene)];
    const { client } = await server.connect(scene.student.token);
    const socket = server.sockets.io.sockets.sockets.get(client.id ?? "");
    const join = ({ id }: { id: string }) => client.emitWithAck("thread:join", { threadId: id });

    expect(await join(first)).toMatchObject({ ok: true });

    // With the first thread, the connection has joined 200.
    await socket?.join(Array.from({ length: 199 }, () => rooms.thread(uuid())));
    expect(await join(other)).toEqual({ ok: false, error: "A connection may join at most 200 threads" });
    expect(await join(first)).toMatchObject({ ok: true });

    await client.emitWithAck("thread:leave", { threadId: first.id });
    expect(await join(other)).toMatchObject({ ok: true });
  });

  it("refuses events beyond the limit by their ack, and stays connected", async () => {
    const { token } = await makeStudent();
    const { client } = await server.connect(token);
    const answers = await Promise.all(
      Array.from({ length: 650 }, () => client.emitWithAck("notifications:sync", { since: 0 }) as Promise<object>),
    );
    const refused = answers.filter((answer) => "error" in answer);

    expect(answers.length - refused.length).toBeGreaterThanOrEqual(300);
    expect(refused[0]).toMatchObject({ ok: false, error: expect.stringContaining("Too many requests") });
    expect(client.connected).toBe(true);
  });
});
