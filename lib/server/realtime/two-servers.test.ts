import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, makeClass, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { quiet, type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { config } from "../config";
import { addMessage } from "../discussions/add-message";
import { createBus, type OutboundEvent, publish } from "../events/bus";
import type { Redis } from "../redis/client";

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

/** A connection to a Redis that is away until `comeBack`. */
function makeAwayRedis(): { redis: Redis; comeBack: () => void } {
  const listeners = new Set<() => void>();
  let isUp = false;
  const nothing = async () => undefined;
  const refuse = async () => Promise.reject(new Error("away"));
  return {
    redis: {
      ...{ isUp: () => isUp, ping: nothing, publish: nothing, subscribe: nothing, unsubscribe: nothing, close: () => undefined },
      onUp(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      store: { eval: refuse, multi: refuse, del: refuse },
    },
    comeBack() {
      isUp = true;
      for (const listener of listeners) listener();
    },
  };
}

describe("two socket servers in one process", () => {
  it("hear of no event that is published on the other's bus, or on the process's", async () => {
    const { user, token } = await makeStudent();
    const [onA, onB] = await Promise.all([a.connect(token), b.connect(token)]);

    busOfA.publish([head(user.id, 1)]);
    busOfB.publish([head(user.id, 2)]);
    publish([head(user.id, 3)]);
    await waitFor(() => onA.received.length > 0 && onB.received.length > 0);
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

  it("tell what the other committed while Redis was away as soon as it is back: inboxes, feeds of classes and threads", async () => {
    const scene = await makeClass();
    const thread = await askClass(scene);
    const { redis, comeBack } = makeAwayRedis();
    // Its own looks begin 9 s after it was started.
    const late = await startSockets({ bus: createBus(), redis });
    const [classmate, lecturer] = [await late.connect(scene.classmates[0].token), await late.connect(scene.lecturer.token)];
    expect(await classmate.client.emitWithAck("course:join", { courseId: scene.courseId })).toMatchObject({ ok: true });
    expect(await classmate.client.emitWithAck("thread:join", { threadId: thread.id })).toMatchObject({ ok: true });
    const body = { content: "Like this." };
    await addMessage({ caller: scene.student.caller, params: { id: thread.id }, body, request: testRequest() });

    comeBack();

    await waitFor(() => lecturer.of("notification").length === 1, 4000);
    await waitFor(() => classmate.of("course:thread").length === 1, 4000);
    await waitFor(() => classmate.of("thread:head").length === 1, 4000);
    expect(classmate.of("course:thread")).toMatchObject([{ courseId: scene.courseId, seq: 2, thread: { id: thread.id, version: 2 } }]);
    await late.stop();
  });

  it("let in the origins of their own configuration", async () => {
    const { token } = await makeStudent();
    const extraHeaders = { origin: "https://friend.example" };

    await expect(a.connect(token, { extraHeaders })).rejects.toThrow("websocket error");
    expect((await b.connect(token, { extraHeaders })).client.connected).toBe(true);
  });
});
