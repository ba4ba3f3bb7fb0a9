import { io } from "socket.io-client";
import { connectTo } from "#lib/testing/processes.ts";
import type { Bar } from "../report";
import { memoryText } from "./health";
import { emit } from "./listeners";
import { sharedTarget } from "./target";
import { summarize, type Tried } from "./tried";

const namespaces = ["/admin", "/__proto__", "/constructor", "/toString", "/user", "/../", "/thread:1", "/a".repeat(50), "/\u0000", "/%2e"];

/** Names that mean something to JavaScript or to Socket.IO, and none of ours. */
const strange = [
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "join",
  "leave",
  "broadcast",
  "to",
  "in",
  "message",
  "error",
  "room",
  "thread:join ",
  "THREAD:JOIN",
  "notification",
  "notifications:read",
  "",
  " ",
  "\u0000",
  "🙂",
  "a".repeat(1000),
];

const oddBodies: unknown[] = [
  null,
  true,
  0,
  "",
  "x",
  [],
  [[]],
  {},
  { threadId: null },
  { threadId: "__proto__" },
  { threadId: {} },
  { threadId: ["a"] },
  { threadId: "x", more: 1 },
  { threadId: { toString: "x" } },
  { ["__proto__"]: { threadId: "x" } },
  { since: -1 },
  { since: 2 ** 53 },
  { since: "0" },
  { since: 0, epoch: {} },
  { since: 1.5 },
];

/** S2: others' namespaces and rooms, names that mean something elsewhere, and more joins than anybody needs. */
export const s2: Bar = async (quick) => {
  const target = await sharedTarget();
  const { url, people, scene } = target;
  const tried: Tried = { attempts: 0, faults: [] };
  let grown: number | null = null;
  const connected = await connectTo(url, people.outsider.token);
  const lecturer = await connectTo(url, people.lecturer.token);
  try {
    for (const namespace of namespaces) {
      const other = io(`${url}${namespace}`, {
        auth: { token: people.admin.token },
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
      });
      const refusal = await new Promise<string>((resolve) => {
        other.once("connect", () => resolve("connected"));
        other.once("connect_error", (error) => resolve(error.message));
        setTimeout(() => resolve("no answer"), 3000);
      });
      other.disconnect();
      tried.attempts++;
      // A name that the client itself makes another one of leads to the main namespace, and no further.
      if (refusal !== "Invalid namespace") tried.faults.push(`namespace ${JSON.stringify(namespace).slice(0, 40)}: ${refusal}`);
    }
    const names = [
      `user:${people.lecturer.id}`,
      `thread:${scene.threadId}`,
      `session:${people.lecturer.sessionId}`,
      connected.client.id,
      lecturer.client.id,
    ];
    const rooms = [...names, scene.threadId, scene.threadId.toUpperCase(), people.lecturer.id].map((threadId) => ({ threadId }));
    const refused = async (event: string, ...args: unknown[]) => {
      const answer = await emit(connected.client, event, ...args);
      tried.attempts++;
      if (answer === null) tried.faults.push(`${JSON.stringify(event).slice(0, 40)} ${JSON.stringify(args)?.slice(0, 80)}: no answer`);
      else if (answer.ok !== false)
        tried.faults.push(`${JSON.stringify(event).slice(0, 40)} ${JSON.stringify(args)?.slice(0, 80)}: ${JSON.stringify(answer)}`);
    };
    for (const room of rooms) await refused("thread:join", room);
    for (const event of strange) await refused(event, { threadId: scene.threadId });
    for (const event of ["thread:join", "thread:leave", "thread:typing", "notifications:sync"])
      for (const body of oddBodies) await refused(event, body);
    const joinOthers = (count: number) =>
      Promise.all(Array.from({ length: count }, () => refused("thread:join", { threadId: crypto.randomUUID() })));
    // What the server compiles and fills at its first work is not what the joins cost.
    for (let n = 0; n < 10; n++) await joinOthers(50);
    const stop = target.watch();
    const joins = quick ? 1000 : 10_000;
    const batch = 50;
    for (let n = 0; n < joins; n += batch) await joinOthers(batch);
    const { megabytes } = await stop();
    if ((megabytes ?? 0) > 64) tried.faults.push(`memory grew by ${megabytes?.toFixed(0)} MB`);
    grown = megabytes;
    await target.ask("student", "POST", `/api/discussions/threads/${scene.threadId}/messages`, {
      body: { content: "Not for the outsider" },
    });
    await emit(connected.client, "ping");
    if (connected.received.some(({ event }) => event !== "pong"))
      tried.faults.push(`the outsider heard ${JSON.stringify(connected.received).slice(0, 200)}`);
    if (!connected.client.connected) tried.faults.push("the connection was cut");
    if (!target.apps[0]?.isRunning) tried.faults.push("the server is gone");
  } finally {
    connected.client.disconnect();
    lecturer.client.disconnect();
  }
  return summarize(tried, `, ${memoryText(grown)}`);
};
