import { v7 as uuid } from "uuid";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeScene } from "#lib/testing/factories.ts";
import { startKilledByJobs } from "#lib/testing/killed-by-jobs.ts";
import { quiet, waitFor } from "#lib/testing/sockets.ts";
import { db } from "../db/client";
import { read, sql, write } from "../db/sql";
import { transaction } from "../db/transaction";
import { failureHandlers } from "../start/job-handlers";
import { boss } from "./boss";
import { enqueue, wakeJobs } from "./enqueue";
import { type Handlers, requeueActive, runWorker } from "./work";

useTestDatabase();

const courseId = uuid();
const put = () => transaction((tx) => enqueue(tx, "tell-of-course", { courseId, makerId: courseId }));
const states = async () => (await read<{ state: string }>(sql`SELECT state FROM pgboss.job`)).map(({ state }) => state);

let worker: ReturnType<typeof runWorker> | undefined;
const work = (handle: Handlers["tell-of-course"]) => {
  worker = runWorker("quick", { "tell-of-course": handle } as Handlers);
};
beforeEach(async () => {
  await boss().start();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

describe("a worker", () => {
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
    await write(sql`UPDATE pgboss.job SET retry_limit = 1, retry_backoff = false, retry_delay = 0`);
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

    await write(sql`UPDATE pgboss.job SET started_on = now() - interval '21 seconds'`);
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

    await worker?.stop();
    expect(await read(sql`SELECT state, retry_count FROM pgboss.job`)).toEqual([{ state: "retry", retry_count: -1 }]);

    let done = 0;
    work(async () => void done++);
    await waitFor(() => done === 1);
  });

  describe("an attempt that ends its process", () => {
    const videoJob = async () => {
      const { courseId, lecturer } = await makeScene();
      const [videoId, uploadId] = [uuid(), uuid()];
      const upload = { status: "processing", uploadId, uploadBytes: 9, uploadedAt: new Date() };
      await db().video.create({ data: { id: videoId, courseId, title: "Loops", ...upload } });
      await transaction((tx) => enqueue(tx, "process-video", { videoId, uploadId }));
      return { videoId, lecturer };
    };
    const unended = async () =>
      (await read<{ unended: number }>(sql`SELECT (data->>'unended')::int AS unended FROM pgboss.job`))[0]?.unended;

    it.runIf(inject("testServer")).each([
      ["the embedded database, where the next process takes all of it up", requeueActive],
      [
        "PostgreSQL, where its lease runs out",
        async () => {
          await write(sql`UPDATE pgboss.job SET started_on = now() - interval '21 seconds' WHERE state = 'active'`);
          await boss().maintain();
          await write(sql`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'`);
        },
      ],
    ])(
      "counts all the same: after two of them the video has failed, and the third start does not touch it (%s)",
      async (_name, comeBack) => {
        const { videoId } = await videoJob();
        for (const count of [1, 2]) {
          expect(await startKilledByJobs()).toBe("SIGKILL");
          expect([await states(), await unended()]).toEqual([["active"], count]);
          await comeBack();
        }

        let begun = 0;
        worker = runWorker("slow", { "process-video": async () => void begun++ } as unknown as Handlers, failureHandlers);
        await waitFor(async () => (await states())[0] === "failed");
        expect(begun).toBe(0);

        const failed = { status: "failed", failure: expect.stringContaining("Twice, this video was being prepared") };
        expect(await db().video.findUniqueOrThrow({ where: { id: videoId } })).toMatchObject(failed);
      },
      60_000,
    );

    it("is never lost silently, even as the last attempt: its lease runs out and the job is queued again", async () => {
      await put();
      await write(sql`UPDATE pgboss.job SET retry_limit = 0`);
      let last = false;
      const never = runWorker("quick", {
        "tell-of-course": (_data: unknown, { isLast }: { isLast: boolean }) => {
          last = isLast;
          return new Promise(() => undefined);
        },
      } as unknown as Handlers);

      await waitFor(() => last);

      await write(sql`UPDATE pgboss.job SET started_on = now() - interval '21 seconds'`);
      await boss().maintain();
      expect(await states()).toEqual(["retry"]);

      await write(sql`UPDATE pgboss.job SET state = 'completed'`);
      void never;
    });

    it("does not count when it threw, or gave the job back", async () => {
      await put();
      await write(sql`UPDATE pgboss.job SET retry_backoff = false, retry_delay = 0`);
      let attempts = 0;
      work(async (_data, { signal }) => {
        if (++attempts < 3) throw new Error("no luck");
        await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      });

      await waitFor(() => attempts === 3, 10_000);
      expect(await unended()).toBe(1);

      await worker?.stop();
      expect(await unended()).toBe(0);
    });
  });

  it("does one lecturer's videos in turn with the others'", async () => {
    const order: string[] = [];
    // Each in its own transaction, because jobs of one transaction have the same time, and so no order.
    for (const [name, priority] of [
      ["first of one", 0],
      ["second of one", -1],
      ["third of one", -2],
      ["first of another", 0],
    ] as const)
      await transaction((tx) => enqueue(tx, "process-video", { videoId: name, uploadId: "" }, priority));
    worker = runWorker("slow", {
      "process-video": async ({ videoId }: { videoId: string }) => void order.push(videoId),
    } as unknown as Handlers);

    await waitFor(() => order.length === 4);
    expect(order).toEqual(["first of one", "first of another", "second of one", "third of one"]);
  });

  it("takes up at once what the embedded database's last process had begun", async () => {
    await put();
    await boss().fetch("quick");
    await requeueActive();
    let done = 0;
    work(async () => void done++);
    await waitFor(() => done === 1);
  });
});
