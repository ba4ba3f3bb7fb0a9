import { send } from "../attack/http";
import type { Pair } from "../pairs";
import { byTurns } from "./rounds";
import { fillInbox, type Scene } from "./scene";
import type { Line } from "./table";

const connections = 10;
/** How many notifications three people hold. */
const inboxSizes = [10, 1000, 10_000] as const;

/** Gives the first three lecturers inboxes of different length. For `makeScene`. */
export async function fillInboxes(pairs: Pair[]): Promise<void> {
  for (const [n, count] of inboxSizes.entries()) {
    const pair = pairs[n];
    if (pair) await fillInbox(pair.lecturer.user.id, pair.threadId, count);
  }
}

/** Requests a second of connections that each send the next when the last is answered. */
export async function rate(
  url: string,
  path: string,
  headers: Record<string, string>,
  ms: number,
  at = connections,
): Promise<{ rate: number }> {
  const from = performance.now();
  let count = 0;
  const loop = async () => {
    while (performance.now() - from < ms) {
      const { status } = await send(url, "GET", path, { headers });
      if (status !== 200) throw new Error(`${path} was answered ${status}`);
      count++;
    }
  };
  await Promise.all(Array.from({ length: at }, loop));
  return { rate: count / ((performance.now() - from) / 1000) };
}

/** P10: how fast counts and the first page of an inbox are read, against the server's plainest route, and whether their number matters. */
export async function reads(scene: Scene): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [what, path, atLeast, isPage] of [
    ["counts", "/api/notifications/counts", 0.4, false],
    ["a page of 20", "/api/notifications?limit=20", 0.25, true],
  ] as const) {
    const rates: number[] = [];
    for (const [n, count] of inboxSizes.entries()) {
      const token = scene.pairs[n]?.lecturer.token ?? "";
      const { ours, floor, ...rounds } = await byTurns({
        floor: () => rate(scene.app.url, "/api/health", {}, 1000),
        ours: () => rate(scene.app.url, path, { authorization: `Bearer ${token}` }, 1500),
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
    // An inbox of 10 fills half a page, and half a page costs less however many there are.
    const [few = 0, many = 0] = [rates[isPage ? 1 : 0], rates.at(-1)];
    lines.push({
      bar: "P10",
      what: `${what}: of ${isPage ? "1000" : "10"} against of 10,000`,
      ours: few.toFixed(0),
      floor: many.toFixed(0),
      ratio: few / many,
      atMost: 1.2,
    });
  }
  return lines;
}
