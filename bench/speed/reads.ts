import { send } from "../attack/http";
import { byTurns } from "./rounds";
import { fillInbox, type Pair, type Scene } from "./scene";
import type { Line } from "./table";

const connections = 10;
/** How many notifications three people hold. */
const held = [10, 1000, 10_000] as const;

/** Gives the first three lecturers inboxes of different length. For `makeScene`. */
export async function fillInboxes(pairs: Pair[]): Promise<void> {
  for (const [n, count] of held.entries()) {
    const pair = pairs[n];
    if (pair) await fillInbox(pair.lecturer.user.id, pair.threadId, count);
  }
}

/** Requests a second of ten connections that each send the next when the last is answered. */
async function rate(url: string, path: string, token: string | null, ms: number): Promise<{ rate: number }> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const from = performance.now();
  let count = 0;
  const loop = async () => {
    while (performance.now() - from < ms) {
      const { status } = await send(url, "GET", path, { headers });
      if (status !== 200) throw new Error(`${path} was answered ${status}`);
      count++;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return { rate: count / ((performance.now() - from) / 1000) };
}

/** P10: how fast counts and the first page of an inbox are read, against the server's plainest route, and whether their number matters. */
export async function reads(scene: Scene): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [what, path, atLeast] of [
    ["counts", "/api/notifications/counts", 0.4],
    ["a page of 20", "/api/notifications?limit=20", 0.25],
  ] as const) {
    const rates: number[] = [];
    for (const [n, count] of held.entries()) {
      const token = scene.pairs[n]?.lecturer.token ?? "";
      const { ours, floor, ...rounds } = await byTurns({
        floor: () => rate(scene.app.url, "/api/health", null, 1000),
        ours: () => rate(scene.app.url, path, token, 1500),
        steady: "rate",
      });
      rates.push(ours.rate);
      lines.push({
        bar: "P10",
        what: `${what} a second, of ${count} held`,
        ours: ours.rate.toFixed(0),
        floor: floor.rate.toFixed(0),
        ratio: ours.rate / floor.rate,
        atLeast,
        ...rounds,
      });
    }
    const [few = 0, many = 0] = [rates[0], rates.at(-1)];
    lines.push({
      bar: "P10",
      what: `${what}: of 10 against of 10,000`,
      ours: few.toFixed(0),
      floor: many.toFixed(0),
      ratio: few / many,
      atMost: 1.2,
    });
  }
  return lines;
}
