// `npm run bench:guards` (after `npm run build`): what rate limits, queues and fair turns cost an ordinary request, in processor time
// of the server. Two servers share a database, one of them with RATE_LIMITS=off, and take turns: replies of several people, health checks.
import { readFileSync } from "node:fs";
import { makeWriters } from "./attack/flood";
import { send } from "./attack/http";
import { addressOf, makeTarget } from "./attack/target";
import "./quiet";
import { percentile } from "./report";

const rounds = 7;
const replies = 40;
const healthChecks = 800;

/** How long a process has computed so far, in ms, by the system's ticks of 10 ms. */
function computedMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const target = await makeTarget({ limits: "on" });
const without = await target.start({ RATE_LIMITS: "off" });
const [guarded] = target.apps;
if (!guarded) throw new Error("no server");
const writers = await makeWriters(target, 8);

async function reply(url: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const { path, token } = writers[n % writers.length] ?? { path: "", token: "" };
    const { status } = await send(url, "POST", path, { headers: { authorization: `Bearer ${token}` }, body: { content: `reply ${n}` } });
    if (status !== 201) throw new Error(`a reply was answered ${status}`);
  }
}
async function check(url: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await send(url, "GET", "/api/health");
}

const measured = new Map<string, number[]>();
async function measure(name: string, app: typeof guarded, act: (url: string, count: number) => Promise<void>, count: number) {
  const before = computedMs(app?.pid);
  await act(addressOf(app as NonNullable<typeof app>), count);
  measured.set(name, [...(measured.get(name) ?? []), (computedMs(app?.pid) - before) / count]);
}

for (const app of [guarded, without]) {
  await reply(addressOf(app), 60);
  await check(addressOf(app), 800);
}
for (let round = 0; round < rounds; round++) {
  // First one, then the other first, so that what grows with time weighs on both.
  const order = [["with", guarded] as const, ["without", without] as const];
  for (const [name, app] of round % 2 ? order : order.toReversed()) {
    await measure(`reply ${name}`, app, reply, replies);
    await measure(`health ${name}`, app, check, healthChecks);
  }
  // A person may post 60 times a minute.
  await new Promise((resolve) => setTimeout(resolve, 15_000));
}
await target.stop();
for (const what of ["reply", "health"]) {
  const [on, off] = [`${what} with`, `${what} without`].map((name) => percentile(measured.get(name) ?? [], 50)) as [number, number];
  console.log(`${what}: ${on.toFixed(2)} ms with, ${off.toFixed(2)} ms without, ${(on / off).toFixed(2)} × (medians of ${rounds} rounds)`);
}
process.exit(0);
