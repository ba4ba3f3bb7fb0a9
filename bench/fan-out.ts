// `npm run bench:fan-out [-- --quick]`: a video is published in a course of 10,000 students, 1,000 of them connected, on the built server
// and PostgreSQL. It measures the uploader's request, the rows a second against a bare insert of the same rows, and other people's replies
// meanwhile. It checks that everybody has the notification once, even if the process is killed halfway.
import { v7 as uuid } from "uuid";
import { signToken } from "#lib/server/auth/tokens.ts";
import type { Caller } from "#lib/server/caller.ts";
import type { Person } from "#lib/testing/factories.ts";
import { type Device, openDevice } from "./chaos/device";
import { many } from "./chaos/report";
import { makeWorld } from "./chaos/world";
import { pause, percentile } from "./report";

const quick = process.argv.includes("--quick");
const enrolled = quick ? 2000 : 10_000;
const connected = quick ? 100 : 1000;
const batch = 500;

const world = await makeWorld({ processes: 1, people: 2, fsync: true });
const [pair, other] = world.pairs;
const [app] = world.apps;
if (!pair || !other || !app) throw new Error("nobody is there");
/** Who uploads, who replies elsewhere meanwhile, and where. */
const { uploader, replier, replyTo, url } = { uploader: pair.lecturer, replier: other.student, replyTo: other.threadId, url: app.url };
const elsewhere = other.lecturer;
const server = app;
const [{ course_id: courseId } = { course_id: "" }] = await world.rows<{ course_id: string }>(
  "SELECT course_id FROM threads WHERE id = $1",
  [pair.threadId],
);
const students = await makeStudents();
const devices = await connectSome();
const table: [string, string][] = [];

// The first request of a kind loads its route.
await uploadElsewhere();
const floors = [await floor(), await floor()];
const alone = await replies(() => pause(quick ? 2000 : 6000));
const act = await upload("In peace");
floors.push(await floor());
let busyRate = 0;
const meanwhile = await replies(async () => {
  busyRate = (await upload("With replies meanwhile")).rowsPerSecond;
});
// A reply now and then leaves the batches large, and may meet one each time.
const rare = await replies(async () => {
  for (let n = 0; n < (quick ? 1 : 5); n++) await upload(`With a reply now and then ${n}`);
}, 150);
const rate = act.rowsPerSecond;
const bare = percentile(floors, 50);
const small = await uploadElsewhere();
const killed = await uploadAndKill();

table.push(
  ["enrolled, connected", `${enrolled}, ${connected}`],
  ["the uploader's request (ms)", `${act.request.toFixed(1)}; to a course of one: ${small.toFixed(1)}`],
  ["rows written, events heard, twice", `${act.rows}, ${act.reached}, ${act.twice}`],
  ["all rows there after, all events after (ms)", `${act.stored.toFixed(0)}, ${act.delivered.toFixed(0)}`],
  [
    "rows a second; bare multi-row insert",
    `${rate.toFixed(0)}; ${bare.toFixed(0)} (${(rate / bare).toFixed(2)} ×; floors ${floors.map((one) => one.toFixed(0)).join(", ")})`,
  ],
  ["rows a second with replies meanwhile", busyRate.toFixed(0)],
  ["others' replies p50, p99 (ms): alone", `${percentile(alone, 50).toFixed(1)}, ${percentile(alone, 99).toFixed(1)} (${alone.length})`],
  ["… meanwhile", `${percentile(meanwhile, 50).toFixed(1)}, ${percentile(meanwhile, 99).toFixed(1)} (${meanwhile.length})`],
  ["… one every 150 ms", `${percentile(rare, 50).toFixed(1)}, ${percentile(rare, 99).toFixed(1)} (${rare.length})`],
  ["killed after so many rows", String(killed.at)],
  ["rows written, devices that show it, twice", `${killed.rows}, ${killed.reached}, ${killed.twice}`],
  ["all there after the restart (ms)", killed.stored.toFixed(0)],
);
const width = Math.max(...table.map(([name]) => name.length));
for (const [name, value] of table) console.log(`${name.padEnd(width)}  ${value}`);

const isWhole = [act, killed].every(({ rows, reached, twice }) => rows === enrolled && reached === connected && twice === 0);
const isFast =
  act.request <= 100 && rate >= 0.5 * bare && [meanwhile, rare].every((took) => percentile(took, 50) <= 2 * percentile(alone, 50));
console.log(isWhole ? "everybody has it once" : "NOT everybody has it once", "·", isFast ? "within the bars" : "NOT within the bars");
for (const device of devices) device.close();
await world.stop();
process.exit(isWhole && (isFast || quick) ? 0 : 1);

async function makeStudents(): Promise<string[]> {
  const ids = Array.from({ length: enrolled - 1 }, () => uuid());
  await world.rows(
    `WITH made AS (INSERT INTO users (id, email, role, first_name, last_name, email_confirmed_at)
       SELECT id, id || '@bench.example', 'student', 'Student', '', now() FROM unnest($1::uuid[]) AS u(id) RETURNING id),
     inboxes AS (INSERT INTO inbox (user_id) SELECT id FROM made)
     INSERT INTO enrollments (course_id, student_id) SELECT $2, id FROM made`,
    [ids, courseId],
  );
  return ids;
}

async function connectSome(): Promise<Device[]> {
  const sessions = students.slice(0, connected).map((userId) => ({ userId, sessionId: uuid() }));
  await world.rows(
    "INSERT INTO sessions (id, user_id, expires_at) SELECT s, u, now() + interval '1 hour' FROM unnest($1::uuid[], $2::uuid[]) AS given(s, u)",
    [sessions.map(({ sessionId }) => sessionId), sessions.map(({ userId }) => userId)],
  );
  const devices: Device[] = [];
  for (const { userId, sessionId } of sessions) {
    const person: Person = {
      user: { ...replier.user, id: userId },
      caller: { user: { id: userId }, sessionId } as Caller,
      token: await signToken("access", userId, sessionId, 3600),
    };
    devices.push(openDevice(world, { lecturer: person, student: person, threadId: replyTo }, { reconnectionDelay: 1000 }));
    if (devices.length % 50 === 0) await many(devices, ({ socket }) => socket.connected);
  }
  await many(devices, ({ socket }) => socket.connected);
  await pause(1000);
  return devices;
}

/** Rows a second of a plain insert of the same rows into the same table. */
async function floor(): Promise<number> {
  const subject = uuid();
  const from = performance.now();
  for (let at = 0; at < students.length; at += batch) {
    const ids = students.slice(at, at + batch);
    await world.rows(
      `INSERT INTO notifications (id, user_id, type, payload, subject_id, created_at, seq)
       SELECT n, u, 'course/created', $3::jsonb, $4, now(), 1 FROM unnest($1::uuid[], $2::uuid[]) AS given(n, u)`,
      [
        ids.map(() => uuid()),
        ids,
        JSON.stringify({ courseId, courseTitle: "Programming 1", lecturerId: courseId, timestamp: new Date() }),
        subject,
      ],
    );
  }
  const seconds = (performance.now() - from) / 1000;
  await world.rows("DELETE FROM notifications WHERE subject_id = $1", [subject]);
  return students.length / seconds;
}

/** What one reply after another takes, in ms, from the request to its answer, while `during` lasts, with a pause of so many ms between. */
async function replies(during: () => Promise<unknown>, pauseMs = 10): Promise<number[]> {
  const took: number[] = [];
  let going = true;
  const asking = (async () => {
    while (going) {
      const from = performance.now();
      await post(`/api/discussions/threads/${replyTo}/messages`, { content: "And then?" }, replier);
      took.push(performance.now() - from);
      await pause(pauseMs);
    }
  })();
  await during();
  going = false;
  await asking;
  return took;
}

async function post(path: string, body: unknown, person: Person): Promise<{ id: string }> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${person.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} to ${path}: ${await response.text()}`);
  return ((await response.json()) as { data: { id: string } }).data;
}

type Act = {
  id: string;
  request: number;
  rows: number;
  reached: number;
  twice: number;
  stored: number;
  delivered: number;
  rowsPerSecond: number;
};

async function upload(title: string): Promise<Act> {
  const from = performance.now();
  const { id } = await post(`/api/courses/${courseId}/videos`, { title, url: "https://videos.example.edu/a.webm" }, uploader);
  const request = performance.now() - from;
  const times = await untilDelivered(id);
  return {
    id,
    request,
    ...(await standing(id)),
    stored: times.stored - from,
    delivered: times.delivered - from,
    rowsPerSecond: await pace(id),
  };
}

async function uploadElsewhere(): Promise<number> {
  const [{ course_id } = { course_id: "" }] = await world.rows<{ course_id: string }>("SELECT course_id FROM threads WHERE id = $1", [
    replyTo,
  ]);
  const took: number[] = [];
  for (let n = 0; n < 5; n++) {
    const from = performance.now();
    await post(`/api/courses/${course_id}/videos`, { title: "Few", url: "https://videos.example.edu/a.webm" }, elsewhere);
    took.push(performance.now() - from);
  }
  return percentile(took, 50);
}

async function rowsOf(id: string): Promise<number> {
  const [row] = await world.rows<{ n: string }>("SELECT count(*) AS n FROM notifications WHERE subject_id = $1", [id]);
  return Number(row?.n);
}

/** Waits until every row is stored and every device shows it. */
async function untilDelivered(id: string): Promise<{ stored: number; delivered: number }> {
  const deadline = performance.now() + 120_000;
  while ((await rowsOf(id)) < enrolled && performance.now() < deadline) await pause(20);
  const stored = performance.now();
  while (devices.some((device) => shownBy(device, id) === 0) && performance.now() < deadline) await pause(20);
  return { stored, delivered: performance.now() };
}

/** How often a device's list has the video, and how often it was told of it as news. */
function shownBy({ store }: Device, videoId: string): number {
  const { order, byId } = store.getState();
  return order.filter((id) => (byId[id]?.payload as { videoId?: string } | undefined)?.videoId === videoId).length;
}

async function standing(id: string): Promise<{ rows: number; reached: number; twice: number }> {
  const twice = devices.filter((device) => shownBy(device, id) > 1 || [...device.deliveries.values()].some((times) => times > 1)).length;
  return { rows: await rowsOf(id), reached: devices.filter((device) => shownBy(device, id) === 1).length, twice };
}

/** Rows a second while the job ran, by its own clock. */
async function pace(id: string): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const [job] = await world.rows<{ seconds: number }>(
      `SELECT extract(epoch FROM completed_on - started_on)::float8 AS seconds FROM pgboss.job WHERE data->'data'->>'videoId' = $1 AND state = 'completed'`,
      [id],
    );
    if (job) return enrolled / job.seconds;
    await pause(50);
  }
  return 0;
}

async function uploadAndKill(): Promise<{ at: number; rows: number; reached: number; twice: number; stored: number }> {
  const { id } = await post(`/api/courses/${courseId}/videos`, { title: "Killed", url: "https://videos.example.edu/a.webm" }, uploader);
  while ((await rowsOf(id)) < enrolled / 5) await pause(2);
  await server.stop("SIGKILL");
  const at = await rowsOf(id);
  await server.start();
  const from = performance.now();
  const { delivered } = await untilDelivered(id);
  return { at, ...(await standing(id)), stored: delivered - from };
}
