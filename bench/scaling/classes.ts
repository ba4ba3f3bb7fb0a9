import { v7 as uuid } from "uuid";
import { send } from "../attack/http";
import { makeWorld, type World } from "../chaos/world";
import type { Pair } from "../pairs";
import { pause } from "../report";
import { type Curve, collector, median, medianMs } from "./curve";

/** Enrols this many more students, who have inboxes and nothing else. */
async function enrol(world: World, courseId: string, count: number): Promise<void> {
  await world.rows(
    `WITH made AS (INSERT INTO users (id, email, role, first_name, last_name, email_confirmed_at)
       SELECT id, id || '@bench.example', 'student', 'Student', '', now() FROM unnest($1::uuid[]) AS u(id) RETURNING id),
     inboxes AS (INSERT INTO inbox (user_id) SELECT id FROM made)
     INSERT INTO enrollments (course_id, student_id) SELECT $2, id FROM made`,
    [Array.from({ length: count }, () => uuid()), courseId],
  );
}

/** The course of a pair, and the video of its thread. */
async function placeOf(world: World, { threadId }: Pair): Promise<{ courseId: string; videoId: string }> {
  const [row] = await world.rows<{ courseId: string; videoId: string }>(
    `SELECT course_id AS "courseId", video_id AS "videoId" FROM threads WHERE id = $1`,
    [threadId],
  );
  if (!row) throw new Error("no thread");
  return row;
}

/** What a class costs its people while it grows, through the built server. */
export async function classes(sizes: number[], rounds: number): Promise<Curve> {
  const world = await makeWorld({ processes: 1, people: sizes.length + 1 });
  const [app] = world.apps;
  const { add, lines } = collector();
  const ask = async (token: string, method: string, path: string, body?: unknown) => {
    const answer = await send(app?.url ?? "", method, path, { headers: { authorization: `Bearer ${token}` }, body });
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}: ${answer.text}`);
    return JSON.parse(answer.text) as { data: { id: string } };
  };
  // The first size twice: a server that has just started is slower, and the first figures of each line are left out at the end.
  for (const [n, size] of [sizes[0] ?? 1, ...sizes].entries()) {
    const pair = world.pairs[n];
    if (!pair) continue;
    const { courseId, videoId } = await placeOf(world, pair);
    await enrol(world, courseId, size - 1);
    await world.rows("ANALYZE users, enrollments, inbox");
    console.log(`classes: ${size} enrolled`);
    const { lecturer, student } = { lecturer: pair.lecturer.token, student: pair.student.token };
    const publish = () =>
      ask(lecturer, "POST", `/api/courses/${courseId}/videos`, { title: "New", url: "https://videos.example.edu/a.webm" });
    const notifyMs: number[] = [];
    const published: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const from = performance.now();
      const { data } = await publish();
      const answered = performance.now();
      await untilAllNotified(world, data.id, size);
      // The first one loads the route and wakes the worker.
      if (round === 0) continue;
      published.push(answered - from);
      notifyMs.push(performance.now() - from);
    }
    add("until all are told of a lecture", median(notifyMs));
    add("the lecturer's request for it", median(published));
    const question = { video_id: videoId, question_text: "Who else wonders about this?", visibility: "class" };
    add("a question to the class", await medianMs(10 * rounds, () => ask(student, "POST", "/api/discussions/threads", question)));
    add("the class's questions", await medianMs(10 * rounds, () => ask(student, "GET", `/api/courses/${courseId}/threads`)));
    add("the course", await medianMs(10 * rounds, () => ask(student, "GET", `/api/courses/${courseId}`)));
    add("a page of the roster", await medianMs(10 * rounds, () => ask(lecturer, "GET", `/api/courses/${courseId}/roster`)));
  }
  await world.stop();
  return {
    title: "What a class costs while it grows, over HTTP, one process",
    x: { label: "students enrolled", values: sizes },
    unit: "ms",
    lines: lines().map(({ name, values }) => ({ name, values: values.slice(1) })),
  };
}

async function untilAllNotified(world: World, videoId: string, size: number): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const [row] = await world.rows<{ n: number }>("SELECT count(*)::int AS n FROM notifications WHERE subject_id = $1", [videoId]);
    if ((row?.n ?? 0) >= size) return;
    if (performance.now() > deadline) throw new Error(`only ${row?.n} of ${size} were told`);
    await pause(5);
  }
}
