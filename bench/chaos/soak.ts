import { readFileSync } from "node:fs";
import type { Socket as TcpSocket } from "node:net";
import { type Bar, pause } from "../report";
import { type Device, judge, openDeviceNow } from "./device";
import { many, verdictText, whole } from "./report";
import { makeWorld } from "./world";
import { stored, writeFor } from "./writer";

/** Resident memory of a process, in MB; 0 where there is no /proc. */
function resident(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function stopReading({ socket }: Device): void {
  const tcp = (socket.io.engine?.transport as unknown as { ws?: { _socket?: TcpSocket } } | undefined)?.ws?._socket;
  if (!tcp) return;
  tcp.pause();
  tcp.resume = () => tcp;
}

/** Slope of a line through the points, per step. */
function slope(values: number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, n) => sum + (n - middle) * (value - mean), 0);
  return over / values.reduce((sum, _, n) => sum + (n - middle) ** 2, 0);
}

/** How long the whole form runs and how often memory is read, in s. */
const minutes = Number(process.env.SOAK_MINUTES || 20);
const every = 10;

/** R10: devices that come, go and stop reading, for a long time: memory stays where it is, and whoever comes back catches up. */
export const r10: Bar = async (quick) => {
  const world = await makeWorld({ processes: 1, people: 10 });
  const [app] = world.apps;
  const open = () => Promise.all(world.pairs.flatMap((pair) => Array.from({ length: 3 }, () => openDeviceNow(world, pair))));
  let devices = await open();
  try {
    await many(devices, ({ socket }) => socket.connected);
    const readings: number[] = [];
    const rounds = quick ? 2 : (minutes * 60) / every;
    const acknowledged = new Set<string>();
    for (let n = 0; n < rounds; n++) {
      for (const device of devices.slice(0, 3)) stopReading(device);
      for (const device of devices.slice(3, 9)) device.cut();
      const written = await writeFor(world, 20, every);
      for (const content of written.acknowledged) acknowledged.add(content);
      for (const device of devices) device.close();
      devices = await open();
      readings.push(resident(app?.pid ?? 0));
      await pause(100);
    }
    const verdict = { ...(await judge(world, devices)), ...(await stored(world, { acknowledged, attempts: 0, failed: 0, slowest: 0 })) };
    // The first third warms up: code is compiled and pools fill.
    const settled = readings.slice(Math.floor(readings.length / 3));
    const perTenMinutes = slope(settled) * (600 / every);
    return {
      pass: whole(verdict) && (quick || perTenMinutes <= 1),
      result: `${rounds * every} s; ${verdictText(verdict)}; resident ${settled.at(0)?.toFixed(0)} → ${settled.at(-1)?.toFixed(0)} MB${quick ? "" : `, ${perTenMinutes.toFixed(1)} MB per 10 min`}`,
      figures: { readings },
    };
  } finally {
    for (const device of devices) device.close();
    await world.stop();
  }
};
