import { type Device, judge, openDevice } from "./device";
import { type Bar, many, pause, percentile, tell, whole } from "./report";
import { makeWorld, type World } from "./world";
import { stored, writeFor } from "./writer";

/** R9: both processes are restarted one after the other under many sockets; all come back, nothing in flight is cut, exit 0. */
export const r9: Bar = async (quick) => {
  const world = await makeWorld({ processes: 2, people: quick ? 4 : 40 });
  const devices = world.pairs.flatMap((pair) => Array.from({ length: 50 }, () => openDevice(world, pair, { reconnectionDelay: 1000 })));
  try {
    await many(devices, ({ socket }) => socket.connected);
    const gone = new Map<object, number>();
    const backIn: number[] = [];
    for (const { socket } of devices) {
      socket.on("disconnect", () => void gone.set(socket, performance.now()));
      socket.on("connect", () => {
        const since = gone.get(socket);
        if (since !== undefined) backIn.push(performance.now() - since);
        gone.delete(socket);
      });
    }
    const writing = writeFor(world, 20, quick ? 12 : 30);
    const codes: (number | null)[] = [];
    const took: number[] = [];
    for (const app of world.apps) {
      const from = performance.now();
      codes.push(await app.stop("SIGTERM"));
      took.push(performance.now() - from);
      await app.start();
      await many(devices, ({ socket }) => socket.connected);
    }
    const written = await writing;
    const verdict = { ...(await judge(world, devices, 30_000)), ...(await stored(world, written)) };
    const p95 = percentile(backIn, 95);
    const queries = await queriesPerReturn(world, devices);
    const ended = codes.every((code) => code === 0) && Math.max(...took) <= 10_000;
    return {
      pass: whole(verdict) && ended && (quick || (p95 <= 6000 && queries <= 2)),
      result: `${devices.length} sockets, ${backIn.length} came back, p95 ${(p95 / 1000).toFixed(1)} s, ${queries.toFixed(2)} queries each; exit ${codes.join(" and ")} within ${(Math.max(...took) / 1000).toFixed(1)} s; ${tell(verdict)}`,
      figures: { ...verdict, backIn: [50, 75, 90, 95, 99, 100].map((p) => [p, Math.round(percentile(backIn, p))]) },
    };
  } finally {
    for (const device of devices) device.close();
    await world.stop();
  }
};

/** How many queries one return costs, its catch-up included: all are cut at once, and what the database counts without it is taken off. */
async function queriesPerReturn(world: World, devices: Device[]): Promise<number> {
  // PostgreSQL counts transactions, which outside of one are queries, and tells with a second's delay.
  const counted = async () => {
    await pause(2500);
    const [row] = await world.rows<{ n: string }>(
      "SELECT xact_commit + xact_rollback AS n FROM pg_stat_database WHERE datname = 'postgres'",
    );
    return Number(row?.n);
  };
  const during = async (act: () => Promise<void>) => {
    const before = await counted();
    await act();
    return (await counted()) - before;
  };
  const still = await during(() => pause(5000));
  const busy = await during(async () => {
    const caughtUp = devices.map((device) => device.catchUps.length);
    for (const device of devices) device.cut();
    await pause(5000);
    await many(devices, (device) => device.catchUps.length > (caughtUp[devices.indexOf(device)] ?? 0));
  });
  return (busy - still) / devices.length;
}
