import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene, makeStudent } from "#lib/testing/factories.ts";
import { quiet, type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { config } from "../config";
import { createBus, type OutboundEvent, publish } from "../events/bus";

useTestDatabase();
const [busOfA, busOfB] = [createBus(), createBus()];
let a: RunningSockets;
let b: RunningSockets;
beforeAll(async () => {
  a = await startSockets({ bus: busOfA });
  b = await startSockets({ bus: busOfB, config: { ...config(), corsOrigins: ["https://friend.example"] } });
});
afterAll(() => Promise.all([a.stop(), b.stop()]));

const head = (userId: string, seq: number): OutboundEvent => ({
  to: "user",
  userId,
  event: "notifications:head",
  body: { seq, epoch: "e" },
});

describe("two socket servers in one process", () => {
  it("hear of no event that is published on the other's bus, or on the process's", async () => {
    const { user, token } = await makeStudent();
    const [onA, onB] = await Promise.all([a.connect(token), b.connect(token)]);

    busOfA.publish([head(user.id, 1)]);
    busOfB.publish([head(user.id, 2)]);
    publish([head(user.id, 3)]);
    await waitFor(() => onA.heard.length > 0 && onB.heard.length > 0);
    await quiet();

    expect(onA.of("notifications:head")).toMatchObject([{ seq: 1 }]);
    expect(onB.of("notifications:head")).toMatchObject([{ seq: 2 }]);
  });

  it("send what comes from a socket out by their own bus", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const sent: Record<"a" | "b", OutboundEvent[]> = { a: [], b: [] };
    for (const [bus, to] of [[busOfA, sent.a] as const, [busOfB, sent.b] as const])
      bus.setTransport({ send: (events) => void to.push(...events), ensureSubscribed: async () => undefined });
    const { client } = await a.connect(scene.lecturer.token);

    await client.emitWithAck("thread:join", { threadId: thread.id });
    await client.emitWithAck("thread:typing", { threadId: thread.id });

    expect(sent).toMatchObject({ a: [{ to: "thread", event: "thread:typing" }], b: [] });
  });

  it("let in the origins of their own configuration", async () => {
    const { token } = await makeStudent();
    const extraHeaders = { origin: "https://friend.example" };

    await expect(a.connect(token, { extraHeaders })).rejects.toThrow("websocket error");
    expect((await b.connect(token, { extraHeaders })).client.connected).toBe(true);
  });
});
