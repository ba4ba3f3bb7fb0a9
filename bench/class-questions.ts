// `npm run bench:class`: what a question to a class of 500 costs beside a reply in a private thread of the same course, by turns, on an own
// PostgreSQL; how many rows it writes for who is not involved; and how often 300 people who have the same question are told of.
import { Pool } from "pg";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { vote } from "#lib/server/discussions/votes.ts";
import { bus, type OutboundEvent } from "#lib/server/events/bus.ts";
import { ask, askClass, makeClass, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { startThrowaway } from "#lib/testing/throwaway-postgres.ts";
import "./quiet";
import { percentile } from "./report";

const students = 500;
const voters = 300;
const rounds = 5;
const each = 60;

const postgres = await startThrowaway();
if (!postgres) throw new Error("PostgreSQL is needed as an installed program");
process.env.RATE_LIMITS = "off";
await openDatabase({ databaseUrl: postgres.url, dataDir: "" });
const pool = new Pool({ connectionString: postgres.url, max: 1 });
const { db } = await import("#lib/server/db/client.ts");

const scene = await makeClass();
const people: Person[] = [];
for (let n = 0; n < students; n++) people.push(await makeStudent());
await db().enrollment.createMany({ data: people.map(({ user }) => ({ courseId: scene.courseId, studentId: user.id })) });
const thread = await ask(scene);
const emitted: OutboundEvent[] = [];
bus.listen((events) => emitted.push(...events));

const acts = {
  reply: () =>
    addMessage({ caller: scene.student.caller, params: { id: thread.id }, body: { content: "And then?" }, request: testRequest() }),
  question: () => askClass(scene),
};
const measured = { reply: [] as number[], question: [] as number[] };
async function measure(name: keyof typeof acts): Promise<void> {
  for (let n = 0; n < each; n++) {
    const began = performance.now();
    await acts[name]();
    measured[name].push(performance.now() - began);
  }
}
for (const name of ["reply", "question"] as const) for (let n = 0; n < 20; n++) await acts[name]();
for (let round = 0; round < rounds; round++)
  for (const name of round % 2 ? (["reply", "question"] as const) : (["question", "reply"] as const)) await measure(name);
const [reply, question] = [percentile(measured.reply, 50), percentile(measured.question, 50)];
const ids = people.map(({ user }) => user.id);
const { rows } = await pool.query<{ count: number }>(
  `SELECT (SELECT count(*) FROM notifications WHERE user_id = ANY($1::uuid[]))::int
     + (SELECT count(*) FROM thread_members WHERE user_id = ANY($1::uuid[]))::int + (SELECT sum(seq) FROM inbox WHERE user_id = ANY($1::uuid[]))::int AS count`,
  [ids],
);
const uninvolved = rows[0]?.count ?? Number.NaN;

const popular = await askClass(scene);
emitted.splice(0);
const began = performance.now();
for (const person of people.slice(0, voters)) {
  await vote({ caller: person.caller, params: { id: popular.id } });
  await new Promise((resolve) => setTimeout(resolve, 30));
}
await new Promise((resolve) => setTimeout(resolve, 2500));
const seconds = (performance.now() - began) / 1000;
const events = emitted.filter((outbound) => outbound.to === "course");
const last = events.at(-1);
const isWhole = last?.to === "course" && last.event === "course:thread" && last.body.thread.votes === voters;

const lines = [
  `a reply in a private thread ${reply.toFixed(1)} ms, a question to ${students} ${question.toFixed(1)} ms: ${(question / reply).toFixed(2)} × (bar 2)`,
  `rows for who is not involved: ${uninvolved} (bar 0)`,
  `${voters} votes in ${seconds.toFixed(1)} s: told ${events.length} times${isWhole ? ", the last with all of them" : ", and not all of them"} (bar 1 a second)`,
];
for (const line of lines) console.log(line);
bus.listen(null);
await pool.end();
await closeDatabase();
await postgres.stop();
process.exit(question <= 2 * reply && uninvolved === 0 && isWhole && events.length <= Math.floor(seconds) + 1 ? 0 : 1);
