import { judge, openDevice } from "./device";
import { type Bar, many, percentile, tell, whole } from "./report";
import { makeWorld } from "./world";
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
    const ended = codes.every((code) => code === 0) && Math.max(...took) <= 10_000;
    return {
      pass: whole(verdict) && ended && (quick || p95 <= 6000),
      result: `${devices.length} sockets, ${backIn.length} came back, p95 ${(p95 / 1000).toFixed(1)} s; exit ${codes.join(" and ")} within ${(Math.max(...took) / 1000).toFixed(1)} s; ${tell(verdict)}`,
    };
  } finally {
    for (const device of devices) device.close();
    await world.stop();
  }
};
