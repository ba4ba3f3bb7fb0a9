import { io, type Socket } from "socket.io-client";
import { send } from "../attack/http";
import type { Pair } from "../pairs";
import { percentile } from "../report";
import { byTurns } from "./rounds";
import type { Scene } from "./scene";
import type { Line } from "./table";

const text = "And what happens when the list is empty?";

async function openSocket(url: string, auth: Record<string, string>): Promise<Socket> {
  const socket = io(url, { auth, transports: ["websocket"], forceNew: true, reconnection: false });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
  return socket;
}

/** How replies get across: one act, which resolves when the other's socket has it. */
type Way = { reply: () => Promise<void>; close: () => void };

/** Through our REST route to the socket of the other person, who may be connected to another process. */
export async function ourLine(url: string, { lecturer, student, threadId }: Pair, receiverUrl = url): Promise<Way> {
  const socket = await openSocket(receiverUrl, { token: lecturer.token });
  const nextEvent = waiting(socket, "notification");
  const path = `/api/discussions/threads/${threadId}/messages`;
  const headers = { authorization: `Bearer ${student.token}` };
  return {
    async reply() {
      const arrived = nextEvent();
      const { status } = await send(url, "POST", path, { headers, body: { content: text } });
      if (status !== 201) throw new Error(`a reply was answered ${status}`);
      await arrived;
    },
    close: () => socket.disconnect(),
  };
}

/** Through the floor: an event, one insert, an event. */
async function floorLine(scene: Scene, room: string): Promise<Way> {
  const [writer, reader] = await Promise.all([openSocket(scene.floor.url, { room: "" }), openSocket(scene.floor.url, { room })]);
  const nextEvent = waiting(reader, "reply");
  return {
    async reply() {
      const arrived = nextEvent();
      await writer.emitWithAck("reply", { room, content: text });
      await arrived;
    },
    close() {
      writer.disconnect();
      reader.disconnect();
    },
  };
}

/** Resolves with the next event; begins to listen when it is called. */
const waiting = (socket: Socket, event: string) => () => new Promise<void>((resolve) => void socket.once(event, () => resolve()));

/** P1: how long one reply takes from its key press to the other's socket, while nothing else happens. */
export async function replyLatency(scene: Scene): Promise<Line[]> {
  const [pair] = scene.pairs as [Pair];
  const lines = { ours: await ourLine(scene.app.url, pair), floor: await floorLine(scene, "p1") };
  const measure = async ({ reply }: Way) => {
    const took: number[] = [];
    for (let n = 0; n < 200; n++) {
      const from = performance.now();
      await reply();
      took.push(performance.now() - from);
    }
    return { p50: percentile(took, 50), p99: percentile(took, 99) };
  };
  const { ours, floor, ...rounds } = await byTurns({
    floor: () => measure(lines.floor),
    ours: () => measure(lines.ours),
    steady: "p50",
  });
  for (const { close } of Object.values(lines)) close();
  const line = (what: "p50" | "p99", atMost: number): Line => ({
    bar: "P1",
    what: `a reply on the other's socket, ${what} (ms)`,
    ours: ours[what].toFixed(2),
    floor: floor[what].toFixed(2),
    ratio: ours[what] / floor[what],
    atMost,
    ...rounds,
  });
  return [line("p50", 3), line("p99", 5)];
}

const posters = 10;

/** Replies a second of all these together. Each writes the next reply when the last one has arrived. */
export async function paceOf(all: Way[], ms: number): Promise<{ rate: number }> {
  const from = performance.now();
  let count = 0;
  const loop = async ({ reply }: Way) => {
    while (performance.now() - from < ms) {
      await reply();
      count++;
    }
  };
  await Promise.all(all.map(loop));
  return { rate: count / ((performance.now() - from) / 1000) };
}

/** P9: replies a second, by ten people who each write the next when the last has arrived. */
export async function replyRate(scene: Scene, atLeast: number): Promise<Line[]> {
  const pairs = scene.pairs.slice(0, posters);
  const lines = {
    ours: await Promise.all(pairs.map((pair) => ourLine(scene.app.url, pair))),
    floor: await Promise.all(pairs.map((_, n) => floorLine(scene, `p9-${n}`))),
  };
  const { ours, floor, ...rounds } = await byTurns({
    floor: () => paceOf(lines.floor, 2000),
    ours: () => paceOf(lines.ours, 4000),
    steady: "rate",
  });
  for (const { close } of [...lines.ours, ...lines.floor]) close();
  return [
    {
      bar: "P9",
      what: `replies a second, ${posters} posters`,
      ours: ours.rate.toFixed(0),
      floor: floor.rate.toFixed(0),
      ratio: ours.rate / floor.rate,
      atLeast,
      ...rounds,
    },
  ];
}
