import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { type Device, judge, openDevice } from "./device";
import { type Bar, many, pause, percentile, whole } from "./report";
import { makeWorld } from "./world";
import { stored, writeFor } from "./writer";

/** How long a cut device stays away, in ms: a phone in a lecture hall. The control's devices do the same. */
const away = 2000;
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
    for (const pair of world.pairs) for (let n = 0; n < each; n++) devices.push(openDevice(world, pair, { reconnectionDelay: away }));
    await many(devices, ({ socket }) => socket.connected);
    const stop = keepCutting(devices);
    // While a process still compiles what it runs, catch-ups tell nothing; each process is given as many writes to get over it.
    const warm = quick ? null : await writeFor(world, rate / 2, 45 * processes);
    for (const { catchUps } of devices) catchUps.length = 0;
    const written = await writeFor(world, rate, seconds);
    stop();
    const verdict = await judge(world, devices);
    const catchUp = percentile(
      devices.flatMap((device) => device.catchUps),
      99,
    );
    for (const content of warm?.acknowledged ?? []) written.acknowledged.add(content);
    written.failed += warm?.failed ?? 0;
    return { ...verdict, ...(await stored(world, written)), catchUp };
  } finally {
    for (const device of devices) device.close();
    await world.stop();
  }
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
      reconnectionDelay: away,
      reconnectionDelayMax: away,
      randomizationFactor: 0.25,
    });
    const heard = new Set<number>();
    socket.on("n", (id: number) => void heard.add(id));
    const cut = () => (socket.io.engine?.transport as unknown as { ws?: { _socket?: { destroy(): void } } })?.ws?._socket?.destroy();
    return { socket, heard, cut, user: n % people };
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
  const lost = wanted - devices.reduce((sum, { heard }) => sum + heard.size, 0);
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
  const runs = new Map<number, Awaited<ReturnType<typeof jitter>>>();
  for (const processes of quick ? [2] : [1, 2, 4]) runs.set(processes, await jitter(quick, processes));
  const [one, four] = [runs.get(1), runs.get(4)];
  const ratio = one && four ? four.catchUp / one.catchUp : null;
  return {
    pass: [...runs.values()].every(whole) && (ratio === null || ratio <= 1.3),
    result: [...runs]
      .map(([n, run]) => `${n} processes: ${run.wanted - run.lost} of ${run.wanted}, catch-up p99 ${run.catchUp.toFixed(0)} ms`)
      .concat(ratio === null ? [] : `ratio ${ratio.toFixed(2)}`)
      .join("; "),
    figures: Object.fromEntries(runs),
  };
};
