import type { Bar, Outcome } from "../report";
import { type Flood, type Flooded, flood, floodText, makeWriters, type Writers } from "./flood";
import { floodsOfBodies } from "./floods-of-bodies";
import { floodsOfConnections } from "./floods-of-connections";
import { floodsOfReaders } from "./floods-of-readers";
import { floodsOfRequests } from "./floods-of-requests";
import { floodsOfSockets } from "./floods-of-sockets";
import { floodsOfWriters } from "./floods-of-writers";
import { sendSlowly } from "./slow-senders";
import { makeTarget, type Target } from "./target";
import { warmUp } from "./warm-up";

/** Runs only floods whose names contain one of these words of the environment: `ONLY="exports,Markdown" npm run attack S17`. */
const wanted = (process.env.ONLY ?? "").split(",").filter(Boolean);

/** `beside` runs against the first target at the same time, and returns its faults at the end. */
async function run(floods: readonly Flood[], quick: boolean, beside?: (url: string) => () => Promise<string[]>): Promise<Outcome> {
  let target: Target | undefined;
  let writers: Writers = [];
  const done: Flooded[] = [];
  let other: ReturnType<NonNullable<typeof beside>> | undefined;
  let faults: string[] = [];
  try {
    for (const one of floods) {
      if (quick && !one.sharp) continue;
      if (wanted.length > 0 && !wanted.some((word) => one.name.includes(word))) continue;
      // After a flood that ended the server, the next one needs a new server.
      if (!target?.apps[0]?.isRunning) {
        await target?.stop();
        target = await makeTarget({ limits: "on" });
        writers = await makeWriters(target);
        if (!quick) await warmUp(target);
        other ??= beside?.(target.url);
      }
      const result = await flood(target, writers, one, quick);
      done.push(result);
      if (!quick || process.env.ONLY !== undefined || result.faults.length > 0) console.log(`  ${floodText(result)}`);
    }
    faults = (await other?.()) ?? [];
  } finally {
    await target?.stop();
  }
  const broken = done.filter(({ faults }) => faults.length > 0);
  const slowest = done.toSorted((a, b) => b.health.max - a.health.max)[0];
  const largest = done.toSorted((a, b) => (b.keptMegabytes ?? 0) - (a.keptMegabytes ?? 0))[0];
  return {
    pass: broken.length + faults.length === 0,
    result:
      `${done.length - broken.length} of ${done.length} floods held; health waited ${slowest?.health.max.toFixed(0)} ms at most (${slowest?.name}), ` +
      `${largest?.keptMegabytes?.toFixed(0) ?? "?"} MB stayed at most (${largest?.name})${faults.map((fault) => `\n      ✗ ${fault}`).join("")}`,
    figures: done,
  };
}

/** S12: floods by nobody. */
export const s12: Bar = (quick) => run([...floodsOfBodies, ...floodsOfRequests, ...floodsOfConnections], quick, sendSlowly);

/** S17: floods by one student, lecturer or admin: whatever is allowed costs bounded time and memory. */
export const s17: Bar = (quick) => run([...floodsOfReaders, ...floodsOfWriters, ...floodsOfSockets], quick);
