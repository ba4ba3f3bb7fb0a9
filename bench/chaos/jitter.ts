import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { type Bar, pause, percentile } from "../report";
import { type Device, judge, openDevice, openDeviceNow } from "./device";
import { type Judged, many, whole } from "./report";
import { makeWorld } from "./world";
import { stored, writeFor } from "./writer";

/** How long a cut device stays away, in ms: a phone in a lecture hall. The control's devices do the same. */
const outageMs = 2000;
const cutEvery = () => 13_000 + Math.random() * 4000;

type Size = { people: number; devices: number; rate: number; seconds: number };
const sizeOf = (quick: boolean): Size =>
  quick ? { people: 6, devices: 5, rate: 30, seconds: 15 } : { people: 30, devices: 10, rate: 60, seconds: 60 };

/** Cuts each thing at times of its own until told to stop. */
function keepCutting(things: { cut(): void }[]): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  for (const thing of things) {
    const again = (first: boolean) => {
      const timer = setTimeout(
        () => {
          thing.cut();
          again(false);
        },
        first ? Math.random() * 15_000 : cutEvery(),
      );
      timers.add(timer);
    };
    again(true);
  }
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}

async function jitter(quick: boolean, processes: number) {
  const { people, devices: each, rate, seconds } = sizeOf(quick);
  const world = await makeWorld({ processes, people });
  const devices: Device[] = [];
  try {
    for (const pair of world.pairs) for (let n = 0; n < each; n++) devices.push(openDevice(world, pair, { reconnectionDelay: outageMs }));
    await many(devices, ({ socket }) => socket.connected);
    const stop = keepCutting(devices);
    const written = await writeFor(world, rate, seconds);
    stop();
    return { ...(await judge(world, devices)), ...(await stored(world, written)), catchUp: percentile(catchUpsOf(devices), 99) };
  } finally {
    for (const device of devices) device.close();
    await world.stop();
  }
}

/** The median; of an even number of values, the mean of the middle two. */
const median = (values: number[]) => (percentile(values, 49) + percentile(values, 50)) / 2;
const catchUpsOf = (devices: Device[]) => devices.flatMap(({ catchUps }) => catchUps);

/**
 * The same in rounds with one, two or four of four processes; the other processes idle. The order goes forth and back, so that growth and
 * warm-up over time affect all three alike. Each round has new devices.
 */
async function inRounds() {
  const { people, devices: each, rate, seconds } = sizeOf(false);
  const world = await makeWorld({ processes: 4, people });
  const runs: Record<number, { verdicts: Judged[]; p99s: number[] }> = {};
  try {
    // While a process still compiles what it runs, times tell nothing.
    await writeFor(world, rate, 90);
    for (const processes of [1, 4, 2, 4, 1, 1, 4, 2, 4, 1]) {
      const served = { ...world, apps: world.apps.slice(0, processes) };
      const devices = await Promise.all(
        world.pairs.flatMap((pair) => Array.from({ length: each }, () => openDeviceNow(served, pair, outageMs))),
      );
      try {
        await many(devices, ({ socket }) => socket.connected);
        const stop = keepCutting(devices);
        const written = await writeFor(served, rate, seconds);
        stop();
        runs[processes] ??= { verdicts: [], p99s: [] };
        const run = runs[processes];
        // The list began with older ones: what was written now is what counts.
        const verdict = { ...(await judge(world, devices)), wanted: written.acknowledged.size * each };
        run.verdicts.push({ ...verdict, ...(await stored(world, written)) });
        run.p99s.push(percentile(catchUpsOf(devices), 99));
      } finally {
        for (const device of devices) device.close();
      }
    }
  } finally {
    await world.stop();
  }
  return runs;
}

/** The same load on Socket.IO alone: rooms and emits, no database, no sync. */
async function control(quick: boolean): Promise<{ wanted: number; lost: number }> {
  const { people, devices: each, rate, seconds } = sizeOf(quick);
  const http = createServer();
  const server = new Server(http);
  server.on("connection", (socket) => void socket.join(`user:${socket.handshake.auth.user}`));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const devices = Array.from({ length: people * each }, (_, n) => {
    const socket: Socket = io(url, {
      auth: { user: n % people },
      transports: ["websocket"],
      forceNew: true,
      reconnectionDelay: outageMs,
      reconnectionDelayMax: outageMs,
      randomizationFactor: 0.25,
    });
    const receivedIds = new Set<number>();
    socket.on("n", (id: number) => void receivedIds.add(id));
    const cut = () => (socket.io.engine?.transport as unknown as { ws?: { _socket?: { destroy(): void } } })?.ws?._socket?.destroy();
    return { socket, receivedIds, cut, user: n % people };
  });
  await many(devices, ({ socket }) => socket.connected);
  const stop = keepCutting(devices);
  const from = performance.now();
  for (let n = 0; n < rate * seconds; n++) {
    await pause(Math.max(0, from + (1000 * n) / rate - performance.now()));
    server.to(`user:${n % people}`).emit("n", n);
  }
  stop();
  await pause(3000);
  const wanted = rate * seconds * each;
  const lost = wanted - devices.reduce((sum, { receivedIds }) => sum + receivedIds.size, 0);
  for (const { socket } of devices) socket.disconnect();
  await server.close();
  return { wanted, lost };
}

/** R1: every device shows every notification of its user once; bare Socket.IO under the same load must lose, or the test is too soft. */
export const r1: Bar = async (quick) => {
  const ours = await jitter(quick, 1);
  const bare = await control(quick);
  const share = (100 * bare.lost) / bare.wanted;
  return {
    pass: whole(ours) && share >= (quick ? 5 : 10),
    result: `${ours.wanted - ours.lost} of ${ours.wanted} shown, ${ours.doubled} twice; bare Socket.IO lost ${share.toFixed(1)} %`,
    figures: { ...ours, bareLost: bare.lost, bareWanted: bare.wanted },
  };
};

/** R2: the same with several processes, reconnecting to any of them. */
export const r2: Bar = async (quick) => {
  if (quick) {
    const run = await jitter(quick, 2);
    return { pass: whole(run), result: `2 processes: ${run.wanted - run.lost} of ${run.wanted}`, figures: run };
  }
  const runs = await inRounds();
  const catchUp = (processes: number) => median(runs[processes]?.p99s ?? []);
  const ratio = catchUp(4) / catchUp(1);
  const sum = (verdicts: Judged[], of: (verdict: Judged) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0);
  return {
    pass: Object.values(runs).every(({ verdicts }) => verdicts.every(whole)) && ratio <= 1.3,
    result: Object.entries(runs)
      .map(
        ([n, { verdicts, p99s }]) =>
          `${n} processes: ${sum(verdicts, ({ wanted, lost }) => wanted - lost)} of ${sum(verdicts, ({ wanted }) => wanted)}, ` +
          `catch-up p99 ${catchUp(Number(n)).toFixed(1)} ms (rounds ${p99s.map((ms) => ms.toFixed(1)).join(", ")})`,
      )
      .concat(`ratio of 4 to 1 ${ratio.toFixed(2)}`)
      .join("; "),
    figures: runs,
  };
};
