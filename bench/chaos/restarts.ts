import { type Bar, pause, percentile } from "../report";
import { type Device, judge, openDevice } from "./device";
import { many, verdictText, whole } from "./report";
import { makeWorld, type World } from "./world";
import { stored, writeFor } from "./writer";

/** R9: both processes are restarted one after the other under many sockets; all come back, nothing in flight is cut, exit 0. */
export const r9: Bar = async (quick) => {
  const world = await makeWorld({ processes: 2, people: quick ? 4 : 40 });
  const devices = world.pairs.flatMap((pair) => Array.from({ length: 50 }, () => openDevice(world, pair, { reconnectionDelay: 1000 })));
  try {
    await many(devices, ({ socket }) => socket.connected);
    const disconnectedAt = new Map<object, number>();
    const backIn: number[] = [];
    for (const { socket } of devices) {
      socket.on("disconnect", () => void disconnectedAt.set(socket, performance.now()));
      socket.on("connect", () => {
        const since = disconnectedAt.get(socket);
        if (since !== undefined) backIn.push(performance.now() - since);
        disconnectedAt.delete(socket);
      });
    }
    // What a full lecture writes; each reply goes to 50 devices. Heavier writing is R3's.
    const writing = writeFor(world, quick ? 20 : 2, quick ? 12 : 30);
    const codes: (number | null)[] = [];
    const took: number[] = [];
    for (const app of world.apps) {
      const from = performance.now();
      codes.push(await app.stop("SIGTERM"));
      took.push(performance.now() - from);
      await app.start();
      await many(devices, ({ socket }) => socket.connected);
      // As docs/operations.md asks for.
      await pause(3000);
    }
    const written = await writing;
    const verdict = { ...(await judge(world, devices, 30_000)), ...(await stored(world, written)) };
    const p95 = percentile(backIn, 95);
    const returns = backIn.length;
    const figures = { ...verdict, backIn: [50, 75, 90, 95, 99, 100].map((p) => [p, Math.round(percentile(backIn, p))]) };
    const queries = quick ? 0 : await queriesPerReturn(world, devices);
    const ended = codes.every((code) => code === 0) && Math.max(...took) <= 10_000;
    return {
      pass: whole(verdict) && ended && (quick || (p95 <= 6000 && queries <= 2)),
      result: `${devices.length} sockets, ${returns} returns, p95 ${(p95 / 1000).toFixed(1)} s${quick ? "" : `, ${queries.toFixed(2)} queries each`}; exit ${codes.join(" and ")} within ${(Math.max(...took) / 1000).toFixed(1)} s; ${verdictText(verdict)}`,
      figures,
    };
  } finally {
    for (const device of devices) device.close();
    await world.stop();
  }
};

/** How many queries one return costs, its catch-up included: all are cut at once, and what the database counts without it is taken off. */
async function queriesPerReturn(world: World, devices: Device[]): Promise<number> {
  // PostgreSQL counts transactions, which outside of one are queries; a connection that idles tells of them after up to 10 s.
  const window = 16_000;
  const counted = async () => {
    const [row] = await world.rows<{ n: string }>(
      "SELECT xact_commit + xact_rollback AS n FROM pg_stat_database WHERE datname = 'postgres'",
    );
    return Number(row?.n);
  };
  await pause(window);
  const first = await counted();
  await pause(window);
  const second = await counted();
  for (const device of devices) device.cut();
  await pause(window);
  await many(devices, ({ socket }) => socket.connected);
  const still = second - first;
  return ((await counted()) - second - still) / devices.length;
}
