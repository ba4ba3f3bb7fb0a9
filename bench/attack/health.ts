import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { pause, percentile } from "../report";

/** How `/api/health` answered while something went on. Times are ms. */
export type Health = { p50: number; p99: number; max: number; asked: number; failed: number };

/** Requests an address every `everyMs` from its own thread until `stop`. `stop` waits for the outstanding answers. */
export function watchHealth(url: string, everyMs = 50): { stop(): Promise<Health> } {
  const worker = new Worker(new URL("./health-worker.mjs", import.meta.url), { workerData: { url, everyMs }, execArgv: [] });
  return {
    async stop() {
      const answered = once(worker, "message");
      worker.postMessage("stop");
      const [{ times, failed }] = (await answered) as [{ times: number[]; failed: number }];
      await worker.terminate();
      return { p50: percentile(times, 50), p99: percentile(times, 99), max: Math.max(0, ...times), asked: times.length, failed };
    },
  };
}

let floor: Promise<string> | undefined;

/** A server that does nothing, as a floor. It ends with this process. */
export function floorUrl(): Promise<string> {
  floor ??= (async () => {
    const worker = new Worker(new URL("./floor-worker.mjs", import.meta.url), { execArgv: [] });
    const [port] = (await once(worker, "message")) as [number];
    worker.unref();
    return `http://127.0.0.1:${port}`;
  })();
  return floor;
}

/** The most by which `/api/health` may be slower than the floor. The floor's delay comes from the busy machine alone. */
const floorTimes = 3;

/** Whether `/api/health` took longer than `limitMs`, and the busy machine is not the reason. `floorMs` is the floor's slowest answer. */
export const isLate = (health: Health, limitMs: number, floorMs: number): boolean =>
  health.max > limitMs && health.max > floorTimes * floorMs;

/** Resident memory of a process in MB; null where the system does not say (no /proc), or the process is gone. */
export function residentMegabytes(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

/** The most memory that a process takes until `stop`, above what it takes now, in MB; null where the system does not say. */
export function watchMemory(pid: number | undefined): { stop(): Promise<number | null> } {
  const before = residentMegabytes(pid);
  let most = before;
  let watching = true;
  const done = (async () => {
    while (watching) {
      const now = residentMegabytes(pid);
      if (now !== null && most !== null) most = Math.max(most, now);
      await pause(50);
    }
  })();
  return {
    async stop() {
      watching = false;
      await done;
      return before === null || most === null ? null : most - before;
    },
  };
}

/** The children of a process and theirs, by the system's own list; empty where there is none (no /proc). */
function descendantsOf(pid: number | undefined): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const name of existsSync("/proc") ? readdirSync("/proc") : []) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = Number(
        readFileSync(`/proc/${name}/stat`, "utf8")
          .replace(/^.*\) . /s, "")
          .split(" ", 1)[0],
      );
      childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)]);
    } catch {
      // It has ended since.
    }
  }
  const found = pid === undefined ? [] : [pid];
  for (const one of found) found.push(...(childrenOf.get(one) ?? []));
  return found.slice(1);
}

/** The most memory that a process's children took together until `stop`, in MB. */
export function watchChildren(pid: number | undefined): { stop(): number } {
  let most = 0;
  const timer = setInterval(() => {
    const now = descendantsOf(pid).reduce((sum, child) => sum + (residentMegabytes(child) ?? 0), 0);
    most = Math.max(most, now);
  }, 250);
  return {
    stop() {
      clearInterval(timer);
      return most;
    },
  };
}

export const healthText = ({ p50, p99, max, failed }: Health) =>
  `health p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)}, max ${max.toFixed(0)} ms${failed > 0 ? `, ${failed} not answered` : ""}`;

export const memoryText = (megabytes: number | null) =>
  megabytes === null ? "memory not known here" : `${megabytes >= 0 ? "+" : ""}${megabytes.toFixed(0)} MB`;
