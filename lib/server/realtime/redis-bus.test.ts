import { createClient } from "@redis/client";
import { describe, expect, it } from "vitest";
import { rooms } from "#lib/contract/rooms.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene, makeStudent } from "#lib/testing/factories.ts";
import { startProcess } from "#lib/testing/processes.ts";
import { quiet, waitFor } from "#lib/testing/sockets.ts";
import { useTwoProcesses } from "#lib/testing/two-processes.ts";
import { pool } from "../db/client";
import type { OutboundEvent } from "../events/bus";

useTestDatabase();
const { redis, pair } = await useTwoProcesses();
const own = redis?.own;
if (!redis) console.log("no Redis 7 to be had, or no PostgreSQL server: the bus over processes is not tested");

/** A client of Redis, to ask Redis itself for its subscriptions. */
const makeClient = () => createClient({ url: redis?.url ?? "" });
async function inRedis<T>(look: (client: ReturnType<typeof makeClient>) => Promise<T>): Promise<T> {
  const client = makeClient();
  await client.connect();
  try {
    return await look(client);
  } finally {
    client.destroy();
  }
}
const holders = async (room: string) => Number((await inRedis((client) => client.pubSubShardNumSub([room])))[room]);

const head = (userId: string, seq: number): OutboundEvent => ({
  to: "user",
  userId,
  event: "notifications:head",
  body: { seq, epoch: "e" },
});
const epoch = "e";

describe.skipIf(!redis)("two processes", () => {
  it("take an event to the user's sockets on both, once, and to no process without one", async () => {
    const [person, other] = [await makeStudent(), await makeStudent()];
    const there = await pair.b.connect(person.token);
    const elsewhere = await pair.a.connect(other.token);

    expect(await holders(rooms.user(person.user.id))).toBe(1);
    expect(await holders(rooms.user(other.user.id))).toBe(1);

    await pair.a.ask("publish", [head(person.user.id, 1)]);
    await waitFor(() => there.received.length > 0);

    const here = await pair.a.connect(person.token);
    expect(await holders(rooms.user(person.user.id))).toBe(2);

    await pair.a.ask("publish", [head(person.user.id, 2)]);
    await waitFor(() => there.received.length > 1 && here.received.length > 0);

    await quiet();
    expect(there.of("notifications:head")).toEqual([
      { seq: 1, epoch },
      { seq: 2, epoch },
    ]);
    expect(here.of("notifications:head")).toEqual([{ seq: 2, epoch }]);
    expect(elsewhere.received).toEqual([]);

    for (const { client } of [there, here, elsewhere]) client.disconnect();
    await waitFor(async () => (await inRedis((client) => client.pubSubShardChannels())).join() === "sessions");
  });

  it("share a live thread, and who types in it", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const [student, lecturer] = [await pair.a.connect(scene.student.token), await pair.b.connect(scene.lecturer.token)];

    for (const { client } of [student, lecturer])
      expect(await client.emitWithAck("thread:join", { threadId: thread.id })).toMatchObject({ ok: true });
    expect(await holders(rooms.thread(thread.id))).toBe(2);

    await lecturer.client.emitWithAck("thread:typing", { threadId: thread.id });
    await waitFor(() => student.received.length > 0);

    const removed = { threadId: thread.id, version: 9 };
    await pair.b.ask("publish", [{ to: "thread", threadId: thread.id, event: "thread:removed", body: removed } satisfies OutboundEvent]);
    await waitFor(() => student.of("thread:removed").length > 0);

    await quiet();
    expect(student.of("thread:typing")).toEqual([{ threadId: thread.id, userId: scene.lecturer.user.id, name: "Jane Smith" }]);
    expect(lecturer.of("thread:typing")).toEqual([]);
    // All sockets have been removed from the room of the deleted thread.
    await waitFor(async () => (await holders(rooms.thread(thread.id))) === 0);
  });

  it("cut a session's sockets at once, wherever it ended", async () => {
    const [person, stays] = [await makeStudent(), await makeStudent()];
    const [there, other] = [await pair.b.connect(person.token), await pair.b.connect(stays.token)];
    const reason = new Promise((resolve) => there.client.once("disconnect", resolve));

    // Only told: in the database the session lives, so that the session watch cuts nothing.
    await pair.a.ask("publish", [{ to: "sessions", sessionIds: [person.caller.sessionId] } satisfies OutboundEvent]);
    expect(await reason).toBe("io server disconnect");
    expect(other.client.connected).toBe(true);
  });

  it("follow people who come and go in a hurry", async () => {
    const person = await makeStudent();
    for (let round = 0; round < 5; round++) {
      const clients = await Promise.all([pair.b.connect(person.token), pair.b.connect(person.token)]);
      for (const { client } of clients) client.disconnect();
    }
    const last = await pair.b.connect(person.token);
    await pair.a.ask("publish", [head(person.user.id, 1)]);

    await waitFor(() => last.received.length > 0);

    await quiet(1500);
    await pair.a.ask("publish", [head(person.user.id, 2)]);
    await waitFor(() => last.received.length > 1);
  });

  it("count limits together", async () => {
    const key = crypto.randomUUID();
    for (let act = 0; act < 10; act++) await (act % 2 ? pair.a : pair.b).ask("spend", key);
    for (const each of [pair.a, pair.b]) await expect(each.ask("spend", key)).rejects.toThrow(/^Too many requests: try again in \d+ s$/);
  });
});

describe.skipIf(!own)("without Redis", () => {
  /** Checks what must work without Redis. `patience` is the most that a handshake may take, in ms. */
  async function goesOn(patience: number): Promise<void> {
    const person = await makeStudent();
    const started = performance.now();
    const here = await pair.a.connect(person.token);
    expect(performance.now() - started).toBeLessThan(patience);
    const emitted = performance.now();
    expect(await pair.a.ask<number>("publish", [head(person.user.id, 1)])).toBeLessThan(200);
    await waitFor(() => here.received.length > 0);
    expect(performance.now() - emitted).toBeLessThan(1000);
    const counted = performance.now();
    await pair.a.ask("spend", person.user.id);
    expect(performance.now() - counted).toBeLessThan(1500);
    await expect(pair.a.ask("ready")).rejects.toThrow("Redis does not answer");
    const reason = new Promise((resolve) => here.client.once("disconnect", resolve));
    await pair.b.ask("end", person.caller.sessionId);
    expect(await reason).toBe("io server disconnect");
    here.client.disconnect();
  }

  /** Checks that events cross between the processes again within `ms` after `act`. */
  async function healsWithin(ms: number, act: () => Promise<unknown> | unknown): Promise<void> {
    const person = await makeStudent();
    const there = await pair.b.connect(person.token);
    await act();
    const back = performance.now();
    await waitFor(async () => {
      await pair.a.ask("publish", [head(person.user.id, 1)]);
      return there.received.length > 0;
    });
    expect(performance.now() - back).toBeLessThan(ms);
    await waitFor(() => pair.a.ask("ready").then(() => true));
  }

  it("everything here goes on as before, and it heals", async () => {
    expect(await pair.a.ask("ready")).toEqual({ database: "up", broker: "up" });

    await own?.stop();
    await waitFor(() =>
      pair.a.ask("ready").then(
        () => false,
        () => true,
      ),
    );

    await goesOn(400);
    await healsWithin(3000, () => own?.start());
  });

  it("that hangs instead of going away holds up a handshake briefly, and no event", async () => {
    own?.freeze();
    await goesOn(1500);
    await healsWithin(4000, () => own?.thaw());
  });

  it("a process starts all the same, and finds it later", async () => {
    await own?.stop();
    const late = await startProcess(pool().options.connectionString ?? "", own?.url ?? "");
    const person = await makeStudent();
    const there = await late.connect(person.token);

    await expect(late.ask("ready")).rejects.toThrow("Redis does not answer");

    await own?.start();
    await waitFor(async () => {
      await pair.a.ask("publish", [head(person.user.id, 1)]);
      return there.received.length > 0;
    });

    await late.stop();
  });
});
