// `npm run bench:hall [-- --over=SECONDS]` (after `npm run build`): 500 people in a lecture hall sign in from one address, all at once
// or over SECONDS. 200 of them mistype their password once. Meanwhile an attacker at the same address sends wrong sign-ins, 20 at a time,
// for one account and for invented ones. It runs on the built server and PostgreSQL. Only the attacker may be refused, and everybody must
// be signed in within a minute.
import { v7 as uuid } from "uuid";
import { hashPassword } from "#lib/server/auth/passwords.ts";
import { db } from "#lib/server/db/client.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { startThrowaway } from "#lib/testing/throwaway-postgres.ts";
import { AppServer } from "../e2e/server";
import { pause, percentile, Unavailable } from "./report";

const people = 500;
const mistyping = 200;
const floodAtOnce = 20;
const barSeconds = 60;
const password = "a good one for the hall";
const secret = "a-secret-for-benchmarks-of-more-than-32-bytes";
const overSeconds = Number(process.argv.find((arg) => arg.startsWith("--over="))?.slice("--over=".length) ?? 0);

const postgres = await startThrowaway();
if (!postgres) throw new Unavailable("PostgreSQL 15 is needed as installed programs (initdb, postgres)");
process.env.NEXTAUTH_SECRET = secret;
await makePeople(postgres.url);
const floors = [await floor()];
const server = await AppServer.create({ DATABASE_URL: postgres.url, NEXTAUTH_SECRET: secret, LOG_LEVEL: "fatal" });

let isOver = false;
let lostConnections = 0;
const floodAnswers = new Map<number, number>();
const health: number[] = [];
const turnedAway: number[] = [];
const took: number[] = [];

// The first request of a kind loads its route.
await signIn(emailOf(0), password);
const flooding = Array.from({ length: floodAtOnce }, (_, n) => flood(n % 2 === 0));
const watching = watchHealth();
// It has been flooding for a while when they come.
await pause(10_000);
const from = performance.now();
await Promise.all(Array.from({ length: people }, (_, n) => enter(n)));
const seconds = (performance.now() - from) / 1000;
isOver = true;
await Promise.all([...flooding, watching]);
await server.remove();
floors.push(await floor());
await postgres.stop();

const table: [string, string][] = [
  ["people, with one typing error first, behind one address", `${people}, ${mistyping}, 1; over ${overSeconds} s`],
  ["all in after (s)", seconds.toFixed(1)],
  ["nothing but the hashes of that, on this machine before and after (s)", floors.map((one) => one.toFixed(1)).join(", ")],
  ["turned away", `${turnedAway.length} ${turnedAway.length > 0 ? `(${[...new Set(turnedAway)].join(", ")})` : ""}`],
  ["a right sign-in p50, p99, slowest (s)", [50, 99, 100].map((part) => (percentile(took, part) / 1000).toFixed(1)).join(", ")],
  ["connections that had to be made again", String(lostConnections)],
  ["the flood was answered", [...floodAnswers].map(([status, times]) => `${status} × ${times}`).join(", ")],
  ["/api/health meanwhile p50, p99, slowest (ms)", [50, 99, 100].map((part) => percentile(health, part).toFixed(0)).join(", ")],
];
const width = Math.max(...table.map(([name]) => name.length));
for (const [name, value] of table) console.log(`${name.padEnd(width)}  ${value}`);
const isGood = turnedAway.length === 0 && seconds <= barSeconds + overSeconds;
console.log(isGood ? "everybody is in" : "NOT everybody is in, or too late");
process.exit(isGood ? 0 : 1);

function emailOf(n: number): string {
  return `hall-${n}@bench.example`;
}

/** Straight into the database, all with the same hash. */
async function makePeople(databaseUrl: string): Promise<void> {
  await openDatabase({ databaseUrl, dataDir: "" });
  const passwordHash = await hashPassword(password);
  const ids = Array.from({ length: people }, () => uuid());
  await db().user.createMany({
    data: ids.map((id, n) => ({ id, email: emailOf(n), role: "student", firstName: "Student", lastName: `No ${n}`, passwordHash })),
  });
  await db().inbox.createMany({ data: ids.map((userId) => ({ userId })) });
  await closeDatabase();
}

/** How long all right and mistyped sign-ins would take if they were their hashes alone, in seconds. */
async function floor(): Promise<number> {
  const some = 50;
  const started = performance.now();
  await Promise.all(Array.from({ length: some }, () => hashPassword(password)));
  return ((performance.now() - started) / 1000) * ((people + mistyping) / some);
}

/** The status of the answer; a connection that does not come about on a busy machine is tried again, as a browser does. */
async function signIn(email: string, secret: string): Promise<number> {
  for (;;) {
    const request = fetch(`${server.url}/api/auth/login`, { method: "POST", body: JSON.stringify({ email, password: secret }) });
    const response = await request.catch(() => null);
    if (response) {
      await response.arrayBuffer().catch(() => undefined);
      return response.status;
    }
    lostConnections++;
    await pause(200);
  }
}

/** One person: perhaps mistypes, then gets it right. */
async function enter(n: number): Promise<void> {
  await pause((overSeconds * 1000 * n) / people);
  if (n % (people / mistyping) < 1) {
    const mistyped = await signIn(emailOf(n), "a goof one for the hall");
    if (mistyped !== 401) turnedAway.push(mistyped);
  }
  const started = performance.now();
  const status = await signIn(emailOf(n), password);
  took.push(performance.now() - started);
  if (status !== 200) turnedAway.push(status);
}

async function flood(isOnOneAccount: boolean): Promise<void> {
  while (!isOver) {
    const status = await signIn(isOnOneAccount ? "flooded@bench.example" : `${uuid()}@bench.example`, "guess");
    floodAnswers.set(status, (floodAnswers.get(status) ?? 0) + 1);
  }
}

async function watchHealth(): Promise<void> {
  while (!isOver) {
    const started = performance.now();
    const answer = await fetch(`${server.url}/api/health`).catch(() => null);
    await answer?.arrayBuffer();
    health.push(performance.now() - started);
    await pause(50);
  }
}
