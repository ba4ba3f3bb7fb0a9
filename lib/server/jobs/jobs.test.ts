import { v7 as uuid } from "uuid";
import { afterEach, beforeEach, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database";
import { quiet, waitFor } from "#lib/testing/sockets";
import { query, transaction } from "../db/client";
import { boss } from "./boss";
import { enqueue, wakeJobs } from "./enqueue";
import { type Handlers, takeUpAll, workLane } from "./work";

useTestDatabase();

const courseId = uuid();
const put = () => transaction((tx) => enqueue(tx, "tell-of-course", { courseId, makerId: courseId }));
const states = async () => (await query<{ state: string }>("SELECT state FROM pgboss.job")).map(({ state }) => state);

let lane: ReturnType<typeof workLane> | undefined;
const work = (handle: Handlers["tell-of-course"]) => {
  lane = workLane("quick", { "tell-of-course": handle } as Handlers);
};
beforeEach(async () => {
  await boss().start();
});
afterEach(async () => {
  await lane?.stop();
  lane = undefined;
});

it("does what was committed, at once when woken, and nothing that was rolled back", async () => {
  const done: unknown[] = [];
  work(async (data) => void done.push(data));
  await quiet();
  await expect(
    transaction(async (tx) => {
      await enqueue(tx, "tell-of-course", { courseId: uuid(), makerId: courseId });
      throw new Error("thought better of it");
    }),
  ).rejects.toThrow("thought better");
  await put();
  const committed = performance.now();
  wakeJobs();
  await waitFor(() => done.length > 0);
  expect(performance.now() - committed).toBeLessThan(1000);
  await waitFor(async () => (await states())[0] === "completed");
  expect(done).toEqual([{ courseId, makerId: courseId }]);
});

it("looks by itself for what others left in line", async () => {
  let done = 0;
  work(async () => void done++);
  await quiet();
  await put();
  await waitFor(() => done === 1);
});

it("tries again what failed, and says when it is the last time", async () => {
  const lasts: boolean[] = [];
  await put();
  await query("UPDATE pgboss.job SET retry_limit = 1, retry_backoff = false, retry_delay = 0");
  work(async (_data, { isLast }) => {
    lasts.push(isLast);
    throw new Error("no luck");
  });
  await waitFor(async () => (await states())[0] === "failed", 10_000);
  expect(lasts).toEqual([false, true]);
});

it("goes on with what a process that was killed had begun, once its lease has run out", async () => {
  await put();
  const [begun] = await boss().fetch("quick");
  expect(begun).toBeDefined();
  let done = 0;
  work(async () => void done++);
  await boss().maintain();
  await quiet();
  expect(done).toBe(0);
  await query("UPDATE pgboss.job SET started_on = now() - interval '21 seconds'");
  await boss().maintain();
  await waitFor(() => done === 1, 10_000);
});

it("lets a run end at its next step when the process does, and puts the job back in line without blame", async () => {
  await put();
  let begun = false;
  work(async (_data, { signal }) => {
    begun = true;
    await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  });
  await waitFor(() => begun);
  await lane?.stop();
  expect(await query("SELECT state, retry_count FROM pgboss.job")).toEqual([{ state: "retry", retry_count: -1 }]);
  let done = 0;
  work(async () => void done++);
  await waitFor(() => done === 1);
});

it("takes up at once what the embedded database's last process had begun", async () => {
  await put();
  await boss().fetch("quick");
  await takeUpAll();
  let done = 0;
  work(async () => void done++);
  await waitFor(() => done === 1);
});
