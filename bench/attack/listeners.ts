import { connectTo } from "#lib/testing/processes.ts";
import type { Client, Listening } from "#lib/testing/sockets.ts";
import { pause } from "../report";
import { events } from "./matrix-pages";
import { columns } from "./matrix-rows";
import { type Kind, kinds } from "./people";
import type { Target } from "./target";
import { eventsOfContract } from "./tree";
import { filler, type Tried, unmatched } from "./tried";

type Column = (typeof columns)[number];
type Sockets = Record<Column, Listening>;

/** One event with an ack; null when none came in 20 s. */
export async function emit(client: Client, event: string, ...args: unknown[]): Promise<{ ok?: boolean; error?: string } | null> {
  const untyped = client as unknown as { timeout(ms: number): { emitWithAck(event: string, ...args: unknown[]): Promise<object> } };
  return untyped
    .timeout(20_000)
    .emitWithAck(event, ...args)
    .catch(() => null);
}

/** What refuses a connection; "connected" when nothing does. */
export const refusalOf = (url: string, token: string): Promise<string> =>
  connectTo(url, token).then(
    ({ client }) => {
      client.disconnect();
      return "connected";
    },
    (error: Error) => error.message,
  );

/** An act, and who may hear which event of it. Whoever else hears anything is an outsider. */
type Act = { name: string; act(target: Target, sockets: Sockets): Promise<unknown>; receivers: Partial<Record<string, readonly Column[]>> };
const both = ["student", "lecturer", "assistant"] as const;
const teachers = ["lecturer", "assistant"] as const;
const students = ["student", "otherStudent", "outsider", "blocked", "assistant"] as const;
const inCourse = ["student", "otherStudent", "blocked", "lecturer", "assistant"] as const;
const ofThread = Object.fromEntries(
  [
    "notification",
    "notifications:read",
    "notifications:removed",
    "thread:message",
    "thread:updated",
    "thread:removed",
    "thread:typing",
    "courses:changed",
  ].map((event) => [event, both]),
);
/** Says that courses changed and nothing more. */
const anybody = { "courses:changed": columns };

const acts: Act[] = [
  {
    name: "a reply",
    act: ({ ask, scene }) =>
      ask("student", "POST", `/api/discussions/threads/${scene.threadId}/messages`, { body: { content: "Heard by two people alone" } }),
    receivers: ofThread,
  },
  {
    name: "typing",
    act: ({ scene }, { lecturer }) => emit(lecturer.client, "thread:typing", { threadId: scene.threadId }),
    receivers: ofThread,
  },
  {
    name: "reading",
    act: ({ ask, scene }) => ask("lecturer", "POST", `/api/discussions/threads/${scene.threadId}/read`),
    receivers: ofThread,
  },
  {
    name: "resolving",
    act: ({ ask, scene }) => ask("lecturer", "POST", `/api/discussions/threads/${scene.threadId}/resolve`),
    receivers: ofThread,
  },
  {
    name: "deleting a message",
    act: ({ ask, scene }) => ask("student", "DELETE", `/api/discussions/messages/${scene.messageId}`),
    receivers: ofThread,
  },
  { name: "a ping", act: (_target, { outsider }) => emit(outsider.client, "ping"), receivers: { pong: ["outsider"] } },
  {
    name: "a new account",
    act: ({ ask }) =>
      ask("lecturer", "POST", "/api/auth/register", {
        body: { email: "heard@test.example", password: "heard-by-admins-alone", first_name: "New", last_name: "Person" },
      }),
    receivers: { notification: ["admin"], "users:changed": ["admin"] },
  },
  {
    name: "a new course",
    act: ({ ask }) => ask("otherLecturer", "POST", "/api/courses", { body: { title: "Heard by students and admins" } }),
    receivers: { notification: [...students, "admin"], ...anybody },
  },
  {
    name: "a new video",
    act: ({ ask, scene }) =>
      ask("lecturer", "POST", `/api/courses/${scene.courseId}/videos`, {
        body: { title: "Heard by the enrolled", url: "https://videos.example.edu/2.webm" },
      }),
    receivers: { notification: ["student", "otherStudent", "blocked"], ...anybody },
  },
  {
    name: "a block",
    act: ({ ask, scene, people }) =>
      ask("lecturer", "PUT", `/api/courses/${scene.courseId}/blocks/${people.otherStudent.id}`, { body: {} }),
    receivers: { "users:changed": ["otherStudent", "lecturer", "admin"], ...anybody },
  },
  {
    name: "a change of the school",
    act: ({ ask }) => ask("admin", "PATCH", "/api/school", { body: { name: "Heard by everybody" } }),
    receivers: { "school:changed": columns },
  },
];

/** Events of the class, which go to its rooms and to the people concerned. */
const classActs: Act[] = [
  {
    name: "a question to the class",
    act: ({ ask, scene }) =>
      ask("student", "POST", "/api/discussions/threads", {
        body: { video_id: scene.videoId, question_text: "Who else wonders about this?", visibility: "class", anonymous: true },
      }),
    receivers: { "course:thread": inCourse, notification: teachers, "courses:changed": both },
  },
  {
    name: "a claim",
    act: ({ ask, scene }) => ask("assistant", "PUT", `/api/discussions/threads/${scene.threadId}/claim`),
    receivers: { "thread:claimed": teachers },
  },
  {
    name: "a class thread made private",
    act: ({ ask, scene }) =>
      ask("student", "PATCH", `/api/discussions/threads/${scene.classThreadId}`, { body: { visibility: "private" } }),
    receivers: {
      "course:thread_removed": inCourse,
      "thread:removed": ["otherStudent", "blocked"],
      "thread:updated": both,
      "notifications:removed": ["otherStudent"],
      "courses:changed": both,
    },
  },
];

/** Told only after a loss: no act of this list has one. */
const unreached = ["notifications:head", "thread:head"];

/** Everybody connects, tries every event and to join others' rooms, and listens while others act. */
export async function listen(target: Target): Promise<Tried> {
  const tried: Tried = { attempts: 0, faults: unmatched(eventsOfContract("ClientToServerEvents"), events) };
  const restore = await target.save();
  for (const kind of kinds.filter((kind) => !(columns as readonly Kind[]).includes(kind))) {
    tried.attempts++;
    const wanted = kind === "nobody" ? "Authentication required" : "Invalid token";
    const refusal = await refusalOf(target.url, kind === "nobody" ? "" : target.people[kind].token);
    if (refusal !== wanted) tried.faults.push(`${kind} connects: ${refusal} instead of ${wanted}`);
  }
  const sockets = Object.fromEntries(
    await Promise.all(columns.map(async (kind) => [kind, await connectTo(target.url, target.people[kind].token)] as const)),
  ) as Sockets;
  try {
    await tryEvents(target, sockets, tried);
    await checkDeliveries(target, sockets, tried);
  } finally {
    for (const { client } of Object.values(sockets)) client.disconnect();
    await pause(200);
    await restore();
  }
  return tried;
}

async function tryEvents(target: Target, sockets: Sockets, tried: Tried): Promise<void> {
  const fill = filler(target);
  for (const [event, { body, answered }] of Object.entries(events))
    for (const [column, kind] of columns.entries()) {
      const args = body === undefined ? [] : [JSON.parse(fill(JSON.stringify(body), kind)) as unknown];
      const answer = await emit(sockets[kind].client, event, ...args);
      tried.attempts++;
      const isAnswered = answer !== null && answer.ok !== false;
      if (answer === null || isAnswered !== answered[column])
        tried.faults.push(
          `${event} by ${kind}: ${JSON.stringify(answer)?.slice(0, 100)} instead of ${answered[column] ? "an answer" : "a refusal"}`,
        );
    }
}

async function checkDeliveries(target: Target, sockets: Sockets, tried: Tried): Promise<void> {
  for (const kind of columns) {
    for (const threadId of [target.scene.threadId, target.scene.classThreadId])
      await emit(sockets[kind].client, "thread:join", { threadId });
    await emit(sockets[kind].client, "course:join", { courseId: target.scene.courseId });
    // A room's own name is no way in either.
    await emit(sockets[kind].client, "thread:join", { threadId: `thread:${target.scene.threadId}` });
  }
  const everReceived = new Set<string>();
  for (const { name, act, receivers } of [...acts, ...classActs]) {
    for (const { received } of Object.values(sockets)) received.length = 0;
    await act(target, sockets);
    await pause(600);
    for (const kind of columns)
      for (const { event, body } of sockets[kind].received) {
        tried.attempts++;
        everReceived.add(event);
        if (!receivers[event]?.includes(kind))
          tried.faults.push(`${kind} hears ${event} of ${name}: ${JSON.stringify(body)?.slice(0, 100)}`);
      }
  }
  for (const event of eventsOfContract("ServerToClientEvents"))
    if (!everReceived.has(event) && !unreached.includes(event))
      tried.faults.push(`nobody heard ${event}: what listens to it proves nothing`);
}
