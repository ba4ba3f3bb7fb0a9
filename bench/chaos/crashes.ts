import { randomUUID } from "node:crypto";
import type { Message } from "#lib/contract/discussions.ts";
import { startProcess } from "#lib/testing/processes.ts";
import { freePort } from "#lib/testing/throwaway-postgres.ts";
import { ApiClient, askByRest } from "../../e2e/client";
import { AppServer } from "../../e2e/server";
import { type Bar, pause } from "../report";
import { judge, openDevice } from "./device";
import { many, verdictText, whole } from "./report";
import { makeWorld } from "./world";
import { stored, writeFor } from "./writer";

/** R3: one of two processes is killed every 5 s while people write; they try again with their key. */
export const r3: Bar = async (quick) => {
  const world = await makeWorld({ processes: 2, people: 5 });
  const devices = world.pairs.flatMap((pair) => [openDevice(world, pair), openDevice(world, pair)]);
  try {
    await many(devices, ({ socket }) => socket.connected);
    let writing = true;
    let kills = 0;
    const killing = (async () => {
      for (; writing; kills++) {
        await pause(5000);
        const app = world.apps[kills % 2];
        await app?.stop("SIGKILL");
        await app?.start();
      }
    })();
    const written = await writeFor(world, 50, quick ? 12 : 60);
    writing = false;
    await killing;
    const verdict = { ...(await judge(world, devices, 30_000)), ...(await stored(world, written)) };
    return {
      pass: whole(verdict) && written.failed === 0,
      result: `${kills} kills; ${verdictText(verdict)}`,
      figures: { ...verdict, kills },
    };
  } finally {
    for (const device of devices) device.close();
    await world.stop();
  }
};

/** R5: the embedded database, killed in the middle of writing; every reply that was answered 201 is there, and it starts again by itself. */
export const r5: Bar = async (quick) => {
  const app = await AppServer.create({ RATE_LIMITS: "off" });
  const kills = quick ? 2 : 20;
  let lost = 0;
  let acknowledged = 0;
  try {
    for (let n = 0; n < kills; n++) {
      const [student, lecturer] = [await ApiClient.signIn(app.url, "student"), await ApiClient.signIn(app.url, "lecturer")];
      const { id } = await askByRest(student, `What survives kill number ${n}?`);
      const path = `/api/discussions/threads/${id}/messages`;
      const known: string[] = [];
      let writing = true;
      const writers = Array.from({ length: 8 }, async () => {
        while (writing)
          await lecturer.call<Message>("POST", path, { content: randomUUID() }).then(
            ({ body }) => void (body.success && known.push(body.data.id)),
            () => pause(20),
          );
      });
      await pause(200 + Math.random() * 400);
      await app.stop("SIGKILL");
      writing = false;
      await Promise.all(writers);
      await app.start();
      const { messages } = await student.data<{ messages: Message[] }>("GET", `/api/discussions/threads/${id}`);
      const there = new Set(messages.map((message) => message.id));
      lost += known.filter((one) => !there.has(one)).length;
      acknowledged += known.length;
    }
    return {
      pass: lost === 0 && acknowledged > 0,
      result: `${kills} kills; ${acknowledged - lost} of ${acknowledged} acknowledged writes there`,
    };
  } finally {
    await app.remove();
  }
};

/**
 * R6: the process dies from at once to half as long again as a reply takes after one was sent: between insert, commit and emit. What is committed is seen; nothing else is. The
 * process is the server without its pages, which starts sooner and has nothing else to do when it dies.
 */
export const r6: Bar = async (quick) => {
  const world = await makeWorld({ processes: 0, people: 1 });
  const [pair] = world.pairs;
  if (!pair) throw new Error("nobody is there");
  const { postgres, redis } = world;
  const port = await freePort();
  const served = { ...world, apps: [{ url: `http://127.0.0.1:${port}` }] };
  let server = await startProcess(postgres.url, redis.url, port);
  const reply = (content: string) => server.ask("reply", { token: pair.student.token, threadId: pair.threadId, content });
  const count = async () => Number((await world.rows<{ n: string }>("SELECT count(*) AS n FROM messages"))[0]?.n);
  const devices = [1, 2].map(() => openDevice(served, pair, { reconnectionDelay: 50 }));
  const seeds = quick ? 5 : 200;
  let committed = 0;
  let answered = 0;
  try {
    for (let seed = 0; seed < seeds; seed++) {
      await many(devices, ({ socket }) => socket.connected);
      // Warm, so that the moments differ by what the code does and not by loading it.
      const from = performance.now();
      for (let n = 0; n < 5; n++) await reply(`Before ${seed}, ${n}`);
      const usual = (performance.now() - from) / 5;
      const before = await count();
      const sent = reply(`Seed ${seed}`).then(
        () => true,
        () => false,
      );
      await pause((1.5 * usual * seed) / seeds);
      await server.kill();
      if (await sent) answered++;
      server = await startProcess(postgres.url, redis.url, port);
      committed += (await count()) - before;
    }
    const verdict = await judge(world, devices);
    const rows = new Set((await world.rows<{ id: string }>("SELECT id FROM notifications")).map(({ id }) => id));
    const ghosts = devices.flatMap(({ receivedIds }) => [...receivedIds]).filter((id) => !rows.has(id)).length;
    return {
      pass: whole(verdict) && ghosts === 0 && (quick || (committed > 0 && committed < seeds)),
      result: `${seeds} kills, ${committed} after the commit, ${answered} of these after the answer; ${verdictText(verdict)}; ${ghosts} seen that are not stored`,
    };
  } finally {
    for (const device of devices) device.close();
    await server.kill();
    await world.stop();
  }
};
