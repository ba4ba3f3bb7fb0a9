import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { pause, percentile } from "../report";
import { makeCrowd, makeThread } from "./crowd";
import { floorUrl, type Health, healthText, isLate, residentMegabytes, watchHealth } from "./health";
import { Tally } from "./tally";
import type { Target } from "./target";

/** A way to make one server do too much. It ends by itself, within a minute or so. */
export type Flood = {
  name: string;
  /** In the quick form as well, at a smaller size. */
  sharp?: true;
  /** Sends it all and tells the answers; `size` is 1 in the whole form, a fraction in the quick one. */
  run(target: Target, size: number): Promise<Tally>;
  bounds?: Costs;
};

/** What no machine changes, however busy it is: so the short form fails by it as well as the whole one. */
type Costs = {
  /** Answers of a status, at most. */
  atMost?: Readonly<Record<number, number>>;
  /** The largest answer, in bytes. */
  answerBytes?: number;
  /** The bytes that the server reads of one request at most, the socket buffers of both ends included. */
  requestBytes?: number;
  /** The server's processor time in the short form, in seconds, other people's requests included. */
  quickCpuSeconds?: number;
  /** How many times slower than other people's replies the flood's own answers are at least (medians without refusals). */
  ownTimes?: number;
};

/** What a flood may cost others: ms, MB and how many times as long a reply takes. The quick form runs beside other tests, on a busy machine. */
type Bounds = { healthMs: number; megabytes: number; replyTimes: number };
const bounds = { whole: { healthMs: 250, megabytes: 64, replyTimes: 2 }, quick: { healthMs: 5000, megabytes: 256, replyTimes: Infinity } };
/** Replies faster than this may take twice as long: nobody notices, and it is within the noise here. In ms. */
const unfeltMs = 50;
/** How long memory has to come down again after a flood, in ms. */
const settleMs = { whole: 10_000, quick: 4000 };
/** Memory that need not come down further, in MB. */
const settledMegabytes = { whole: 24, quick: 128 };

export type Flooded = {
  name: string;
  faults: string[];
  health: Health;
  /** How late a server that does nothing answered at most meanwhile, in ms. */
  floorMs: number;
  /** Resident memory above what it was before: at most meanwhile, and after it has settled, in MB; null where the system does not say. */
  mostMegabytes: number | null;
  keptMegabytes: number | null;
  /** Medians of somebody else's replies, in ms. */
  before: number;
  meanwhile: number;
  answers: Record<string, number>;
  /** The median of the flood's own answers, in ms, the largest of them and what was taken of a request, in bytes; 0 where they were not looked at. */
  own: number;
  largest: number;
  taken: number;
  /** What the server computed for it, others' replies included, in seconds: says on a busy machine what times cannot. */
  cpuSeconds: number | null;
  seconds: number;
};

/** Others, who go on writing: together more than one person may alone. */
export type Writers = { path: string; token: string }[];

export async function makeWriters(target: Target, count = 8): Promise<Writers> {
  const people = await makeCrowd(target, count);
  return Promise.all(
    people.map(async (one) => ({
      path: `/api/discussions/threads/${await makeThread(target, one, ["A question of somebody else"])}/messages`,
      token: one.token,
    })),
  );
}

function watchReplies(url: string, writers: Writers, everyMs = 120): { stop(): Promise<{ times: number[]; failures: string[] }> } {
  const worker = new Worker(new URL("./bystander.mjs", import.meta.url), { workerData: { url, writers, everyMs }, execArgv: [] });
  return {
    async stop() {
      const message = once(worker, "message");
      worker.postMessage("stop");
      const [found] = (await message) as [{ times: number[]; failures: string[] }];
      await worker.terminate();
      return found;
    },
  };
}

/** Lets others write for `ms`, one reply every so often. @returns how long each took, in ms, and what failed */
export async function repliesFor(
  url: string,
  writers: Writers,
  ms: number,
  everyMs = 120,
): Promise<{ times: number[]; failures: string[] }> {
  const others = watchReplies(url, writers, everyMs);
  await pause(ms);
  return others.stop();
}

/** How long a process has computed so far, in seconds, by the system's ticks of 10 ms; null where the system does not say. */
function computedSeconds(pid: number | undefined): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

/** Lets memory come down, for `ms` at most, to no more than `enough` above `before`. @returns the lowest, in MB */
async function settled(
  pid: number | undefined,
  { ms, before, enough }: { ms: number; before: number | null; enough: number },
): Promise<number | null> {
  let least = residentMegabytes(pid);
  for (const deadline = Date.now() + ms; Date.now() < deadline; ) {
    await pause(250);
    const now = residentMegabytes(pid);
    if (now !== null && (least === null || now < least)) least = now;
    if (least !== null && before !== null && least - before <= enough) break;
  }
  return least;
}

const quietOnce = new WeakMap<Target, Promise<number[]>>();

/** How long others' replies take while nothing goes on, in ms. The short form, which fails by no such time, asks once for all floods. */
function quietReplies(target: Target, writers: Writers, quick: boolean): Promise<number[]> {
  const ask = async () => (await repliesFor(target.url, writers, quick ? 1200 : 3000)).times;
  const known = quick ? (quietOnce.get(target) ?? ask()) : ask();
  quietOnce.set(target, known);
  return known;
}

type Cost = { tally: Tally; own: number; meanwhile: number; cpuSeconds: number | null };

function beyond(
  { atMost = {}, answerBytes, requestBytes, quickCpuSeconds, ownTimes }: Costs,
  { tally, own, meanwhile, cpuSeconds }: Cost,
): string[] {
  const problems: string[] = [];
  for (const [status, most] of Object.entries(atMost))
    if (tally.of(Number(status)) > most) problems.push(`${tally.of(Number(status))} × ${status}, at most ${most}`);
  if (answerBytes !== undefined && tally.largest > answerBytes) problems.push(`an answer of ${tally.largest} bytes`);
  if (requestBytes !== undefined && tally.taken > requestBytes) problems.push(`${tally.taken} bytes of a request were taken`);
  if (quickCpuSeconds !== undefined && cpuSeconds !== null && cpuSeconds > quickCpuSeconds)
    problems.push(`computed ${cpuSeconds.toFixed(1)} s, at most ${quickCpuSeconds}`);
  if (ownTimes !== undefined && own < ownTimes * meanwhile)
    problems.push(`others waited ${meanwhile.toFixed(0)} ms, the flood itself ${own.toFixed(0)}`);
  return problems;
}

/** Runs one flood against one server and measures its effect on everybody else. */
export async function flood(target: Target, writers: Writers, one: Flood, quick: boolean): Promise<Flooded> {
  const form = quick ? "quick" : "whole";
  const limit: Bounds = bounds[form];
  const app = target.apps[0];
  const from = performance.now();
  const quiet = await quietReplies(target, writers, quick);
  const memoryBefore = residentMegabytes(app?.pid);
  const machine = watchHealth(await floorUrl(), 25);
  const stop = target.watch(25);
  const other = watchReplies(target.url, writers);
  const problems: string[] = [];
  const computedBefore = computedSeconds(app?.pid);
  // The threads that watch take a moment to start.
  await pause(500);
  const tally = await one
    .run(target, quick ? 0.2 : Number(process.env.SIZE ?? 1))
    .catch((error: unknown) => void problems.push(String(error)));
  const [{ health, megabytes }, { times, failures }] = [await stop(), await other.stop()];
  const computed = computedSeconds(app?.pid);
  const { max: floorMs } = await machine.stop();
  const memoryAfter = await settled(app?.pid, { ms: settleMs[form], before: memoryBefore, enough: settledMegabytes[form] });
  const kept = memoryBefore === null || memoryAfter === null ? null : memoryAfter - memoryBefore;
  const [before, meanwhile] = [percentile(quiet, 50), percentile(times, 50)];
  const broken = Object.entries(tally?.counts ?? {}).filter(([status]) => Number(status) >= 500 && status !== "503");
  if (!app?.isRunning) problems.push("the process ended");
  if (health.asked === 0) problems.push("health was not measured");
  if (isLate(health, limit.healthMs, floorMs)) problems.push(`health waited ${health.max.toFixed(0)} ms`);
  if (health.failed > 0) problems.push(`health failed ${health.failed} times`);
  if (kept !== null && kept > limit.megabytes) problems.push(`${kept.toFixed(0)} MB stay`);
  if (megabytes !== null && megabytes > 4 * limit.megabytes) problems.push(`${megabytes.toFixed(0)} MB at most`);
  if (meanwhile > limit.replyTimes * before && meanwhile > unfeltMs)
    problems.push(`replies took ${(meanwhile / before).toFixed(1)} times as long`);
  if (failures.length > 0) problems.push(`${failures.length} replies of others failed (${failures[0]})`);
  for (const [status, count] of broken) problems.push(`${count} × ${status}`);
  const own = percentile(tally?.times ?? [], 50);
  const cpuSeconds = computed === null || computedBefore === null ? null : computed - computedBefore;
  problems.push(...beyond(one.bounds ?? {}, { tally: tally ?? new Tally(), own, meanwhile, cpuSeconds: quick ? cpuSeconds : null }));
  return {
    name: one.name,
    faults: problems,
    health,
    floorMs,
    mostMegabytes: megabytes,
    keptMegabytes: kept,
    ...{ before, meanwhile },
    answers: tally?.counts ?? {},
    ...{ own, largest: tally?.largest ?? 0, taken: tally?.taken ?? 0, cpuSeconds },
    seconds: (performance.now() - from) / 1000,
  };
}

/** One line for a report. */
export function floodText({
  name,
  faults,
  health,
  floorMs,
  mostMegabytes,
  keptMegabytes,
  before,
  meanwhile,
  answers,
  own,
  largest,
  taken,
  cpuSeconds,
  seconds,
}: Flooded): string {
  const memory =
    mostMegabytes === null || keptMegabytes === null ? "" : `, memory +${mostMegabytes.toFixed(0)}, stays ${keptMegabytes.toFixed(0)} MB`;
  const parts = Object.entries(answers).map(([status, count]) => `${count} × ${status}`);
  if (own > 0) parts.push(`each ${own.toFixed(0)} ms, at most ${(largest / 1e6).toFixed(1)} MB for ${(taken / 1e6).toFixed(1)} MB`);
  return (
    `${faults.length > 0 ? "✗" : "✓"} ${name}: ${healthText(health)} (floor ${floorMs.toFixed(0)})${memory}, replies ${before.toFixed(0)} → ${meanwhile.toFixed(0)} ms; ` +
    `${parts.join(", ")}; computed ${cpuSeconds?.toFixed(1) ?? "?"} of ${seconds.toFixed(0)} s${faults.length > 0 ? `\n          ${faults.join("; ")}` : ""}`
  );
}
