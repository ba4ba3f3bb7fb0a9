import { type Bar, pause, percentile } from "../report";
import { judge, openDevice } from "./device";
import { many, verdictText, whole } from "./report";
import { makeWorld, truth, type World } from "./world";
import { stored, writeFor } from "./writer";

/** R4: PostgreSQL crashes, its connections are terminated, Redis goes and comes, again and again, while people write. */
export const r4: Bar = async (quick) => {
  const world = await makeWorld({ processes: 2, people: 4 });
  const devices = world.pairs.flatMap((pair) => [openDevice(world, pair), openDevice(world, pair)]);
  const passive = world.pairs.map((pair) => openDevice(world, pair, { syncs: false }));
  try {
    await many([...devices, ...passive], ({ socket }) => socket.connected);
    const rounds = quick ? 1 : 10;
    const local = { before: await localDelivery(world), withoutRedis: 0 };
    const backIn: number[] = [];
    let writing = true;
    const breaking = (async () => {
      for (let n = 0; n < rounds; n++) {
        await world.postgres.crash();
        backIn.push(await untilAnswered(world.apps.map((app) => app.url)));
        await pause(1000);
        await world.rows(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
        );
        backIn.push(await untilAnswered(world.apps.map((app) => app.url)));
        await pause(1000);
        await world.redis.stop();
        await pause(500);
        if (n === rounds - 1) local.withoutRedis = await localDelivery(world);
        else await pause(1500);
        await world.redis.start();
        await pause(1000);
      }
      writing = false;
    })();
    const acknowledged = new Set<string>();
    while (writing) for (const content of (await writeFor(world, 20, 2)).acknowledged) acknowledged.add(content);
    await breaking;
    const exited = world.apps.filter((app) => !app.isRunning).length;
    const verdict = {
      ...(await judge(world, devices)),
      ...(await stored(world, { acknowledged, attempts: 0, failed: 0, slowest: 0 })),
    };
    // Clients that never sync wait for one period. What their broken connection still held, they cannot know of.
    await pause(16_000);
    let passiveLost = 0;
    for (const device of passive) {
      const { ids } = await truth(world, device.pair.lecturer.user.id);
      passiveLost += ids.filter((id) => !device.deliveries.has(id)).length - 1;
    }
    const worst = percentile(backIn, 100);
    return {
      pass: whole(verdict) && exited === 0 && passiveLost === 0 && (quick || (worst <= 3000 && local.withoutRedis <= 1.5 * local.before)),
      result: `${rounds} rounds; ${verdictText(verdict)}; ${passiveLost} lost to those who never sync; live again after at most ${worst.toFixed(0)} ms; delivery on one process ${local.before.toFixed(1)} ms, with Redis away ${local.withoutRedis.toFixed(1)} ms; ${exited} processes ended`,
      figures: { ...verdict, backIn, local },
    };
  } finally {
    for (const device of [...devices, ...passive]) device.close();
    await world.stop();
  }
};

/** From a reply to the first process until a socket on it hears of it, the median of 30 in ms, beside whatever else goes on. */
async function localDelivery(world: World): Promise<number> {
  const [app] = world.apps;
  const pair = world.pairs.at(-1);
  if (!app || !pair) throw new Error("nobody is there");
  const device = openDevice({ ...world, apps: [app] }, pair);
  try {
    await many([device], ({ socket }) => socket.connected);
    const times: number[] = [];
    for (let n = 0; n < 30; n++) {
      const content = `Local ${n}`;
      const received = new Promise<void>((resolve) => {
        device.socket.on("notification", ({ payload }) => "messagePreview" in payload && payload.messagePreview === content && resolve());
      });
      const from = performance.now();
      const response = fetch(`${app.url}/api/discussions/threads/${pair.threadId}/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${pair.student.token}`, "content-type": "application/json" },
        body: JSON.stringify({ content }),
      });
      await received;
      times.push(performance.now() - from);
      await (await response).text();
      device.socket.off("notification");
    }
    return percentile(times, 50);
  } finally {
    device.close();
  }
}

/** How long until every process answers that it is ready, in ms. */
async function untilAnswered(urls: string[]): Promise<number> {
  const from = performance.now();
  for (const url of urls)
    while (
      !(await fetch(`${url}/api/notifications/counts`).then(
        ({ status }) => status === 401,
        () => false,
      )) ||
      !(await fetch(`${url}/api/ready`).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await pause(50);
  return performance.now() - from;
}
