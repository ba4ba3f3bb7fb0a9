import { io } from "socket.io-client";
import { type FeedListener, subscribeToFeed } from "#lib/client/feed/course-feed.ts";
import type { AppSocket } from "#lib/client/socket.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Person } from "#lib/testing/factories.ts";
import { type Bar, pause } from "../report";
import { pretendToBeAPage } from "./device";
import { makeWorld, type World } from "./world";

/** A page with the class's list: the app's own feed client over a real socket, and what it shows of each thread. */
type Follower = { rows: Map<string, string>; seq: () => number; cut: () => void; close: () => void };

/** What is the same for everybody who reads a thread, as text, to be compared. */
const shownOf = ({ id, version, status, votes, visibility, waiting, answer_state, student_name }: Omit<Thread, "mine">) =>
  JSON.stringify({ id, version, status, votes, visibility, waiting, answer_state, student_name });

async function call<Data>(url: string, { token }: Person, method: string, path: string, body?: object): Promise<Data | null> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (!response?.ok) return null;
  return ((await response.json()) as { data: Data }).data;
}

/** All class threads of a course, by REST. */
async function listOf(url: string, person: Person, courseId: string): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for (let cursor = ""; ; ) {
    const response = await fetch(`${url}/api/courses/${courseId}/threads?limit=100${cursor && `&cursor=${cursor}`}`, {
      headers: { authorization: `Bearer ${person.token}` },
    });
    const { data, next_cursor } = (await response.json()) as { data: Thread[]; next_cursor?: string };
    for (const thread of data) rows.set(thread.id, shownOf(thread));
    if (!next_cursor) return rows;
    cursor = next_cursor;
  }
}

function follow(world: World, courseId: string, person: Person): Follower {
  pretendToBeAPage();
  const rows = new Map<string, string>();
  let seq = 0;
  let at = Math.floor(Math.random() * world.apps.length);
  const url = () => world.apps[at % world.apps.length]?.url ?? "";
  const socket = io(url(), {
    transports: ["websocket"],
    auth: { token: person.token, protocol: 2 },
    reconnectionDelay: 300,
    forceNew: true,
  }) as AppSocket;
  // As behind a balancer: after a lost connection the next process is tried.
  socket.io.on("reconnect_attempt", () => {
    at++;
    (socket.io as unknown as { uri: string }).uri = url();
  });
  const reload = () =>
    listOf(url(), person, courseId).then(
      (fresh) => {
        for (const [id, shown] of fresh) rows.set(id, shown);
      },
      () => setTimeout(reload, 300),
    );
  const listener: FeedListener = {
    onThread: (thread) => rows.set(thread.id, shownOf(thread as Thread)),
    onRemoved: (threadId) => rows.delete(threadId),
    onStale: () => void reload(),
    onHead: (head) => {
      seq = head.seq;
    },
  };
  const stop = subscribeToFeed(socket, courseId, null, listener);
  return {
    rows,
    seq: () => seq,
    cut: () => socket.io.engine?.close(),
    close: () => {
      stop();
      socket.disconnect();
    },
  };
}

/** A student who asks the class, another who answers and votes, a lecturer who answers, for some seconds. */
async function write(world: World, videoId: string, classmate: Person, seconds: number): Promise<number> {
  const [pair] = world.pairs;
  if (!pair) return 0;
  const until = Date.now() + seconds * 1000;
  const asked: string[] = [];
  for (let n = 0; Date.now() < until; n++) {
    const url = world.apps[n % world.apps.length]?.url ?? "";
    const id = asked[n % Math.max(1, asked.length)];
    const thread = `/api/discussions/threads/${id}`;
    if (n % 5 === 0 || !id) {
      const body = { video_id: videoId, question_text: `What about the ${n}th of them?`, visibility: "class" };
      const made = await call<Thread>(url, pair.student, "POST", "/api/discussions/threads", body);
      if (made) asked.push(made.id);
    } else if (n % 5 === 1) await call(url, classmate, "POST", `${thread}/messages`, { content: "Perhaps." });
    else if (n % 5 === 2) await call(url, classmate, n % 2 ? "PUT" : "DELETE", `${thread}/vote`);
    else if (n % 5 === 3) await call(url, pair.lecturer, "POST", `${thread}/messages`, { content: "Surely." });
    else if (n % 25 === 4) await call(url, pair.student, "PATCH", thread, { visibility: "private" });
    await pause(30);
  }
  return asked.length;
}

/**
 * The feed of a class through cut connections and a process that is killed while it writes: every page ends with the list that a fresh one
 * would have. Pages sync by themselves; nothing is asked for here.
 */
export const r11: Bar = async (quick) => {
  const world = await makeWorld({ processes: 2, people: 2 });
  const followers: Follower[] = [];
  try {
    const [pair, other] = world.pairs;
    if (!pair || !other) throw new Error("nobody is there");
    const [row] = await world.rows<{ course_id: string; video_id: string }>("SELECT course_id, video_id FROM threads WHERE id = $1", [
      pair.threadId,
    ]);
    const { course_id: courseId = "", video_id: videoId = "" } = row ?? {};
    await world.rows("INSERT INTO enrollments (course_id, student_id) VALUES ($1, $2)", [courseId, other.student.user.id]);
    const people = [pair.student, other.student, pair.lecturer];
    for (let n = 0; n < (quick ? 12 : 60); n++) followers.push(follow(world, courseId, people[n % people.length] as Person));
    await pause(1000);
    const timers = followers.map(({ cut }) => setInterval(cut, 2500 + 3000 * Math.random()));
    const seconds = quick ? 10 : 60;
    const killed = pause(seconds * 500).then(() => world.apps[1]?.stop("SIGKILL"));
    const asked = await write(world, videoId, other.student, seconds);
    await killed;
    await world.apps[1]?.start();
    for (const timer of timers) clearInterval(timer);

    const url = world.apps[0]?.url ?? "";
    const isEqual = (rows: Map<string, string>, fresh: Map<string, string>) =>
      rows.size === fresh.size && [...fresh].every(([id, shown]) => rows.get(id) === shown);
    let wrong = followers.length;
    // Votes within a second, what a process left untold within 15.
    for (const deadline = Date.now() + 20_000; wrong > 0 && Date.now() < deadline; await pause(500)) {
      const fresh = await listOf(url, pair.student, courseId);
      wrong = followers.filter(({ rows }) => !isEqual(rows, fresh)).length;
    }
    const seqs = new Set(followers.map(({ seq }) => seq()));
    const result = `${followers.length} pages, ${asked} questions, a process killed: ${wrong} lists differ, ${seqs.size} positions`;
    return { pass: wrong === 0 && seqs.size === 1 && asked > 5, result };
  } finally {
    for (const { close } of followers) close();
    await world.stop();
  }
};
