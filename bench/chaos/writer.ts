import { randomUUID } from "node:crypto";
import type { AppServer } from "../../e2e/server";
import type { Pair } from "../pairs";
import type { World } from "./world";

export type Written = { acknowledged: Set<string>; attempts: number; failed: number; slowest: number };

/** One reply of the pair's student, tried until some process says 2xx, always under the same key. @returns false when it gave up at `deadline` */
async function write(apps: AppServer[], pair: Pair, content: string, deadline: number, written: Written): Promise<boolean> {
  const key = randomUUID();
  const from = performance.now();
  for (let attempt = 0; Date.now() < deadline; attempt++) {
    written.attempts++;
    const app = apps[(attempt + Math.floor(Math.random() * apps.length)) % apps.length];
    try {
      const response = await fetch(`${app?.url}/api/discussions/threads/${pair.threadId}/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${pair.student.token}`, "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify({ content }),
        signal: AbortSignal.timeout(15_000),
      });
      await response.text();
      if (response.ok) {
        written.acknowledged.add(content);
        written.slowest = Math.max(written.slowest, performance.now() - from);
        return true;
      }
      if (response.status < 500) throw new Error(`${response.status} to a reply`);
    } catch (error) {
      if (error instanceof Error && / to a reply$/.test(error.message)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  written.failed++;
  return false;
}

/** Replies at a steady rate (a second) for `seconds`, round the pairs; waits for the last answer. */
export async function writeFor(world: Pick<World, "apps" | "pairs">, rate: number, seconds: number): Promise<Written> {
  const written: Written = { acknowledged: new Set(), attempts: 0, failed: 0, slowest: 0 };
  const from = performance.now();
  const all: Promise<unknown>[] = [];
  for (let n = 0; n < rate * seconds; n++) {
    const due = from + (1000 * n) / rate;
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    const pair = world.pairs[n % world.pairs.length];
    if (pair) all.push(write(world.apps, pair, `Reply ${n} ${randomUUID()}`, Date.now() + 60_000, written));
  }
  await Promise.all(all);
  return written;
}

/** How many of the acknowledged replies are not stored, how many are stored more than once, and how many nobody ever acknowledged. */
export async function stored(
  world: World,
  { acknowledged, failed }: Written,
): Promise<{ missing: number; twice: number; unanswered: number }> {
  const rows = await world.rows<{ content: string; n: string }>(
    "SELECT content, count(*) AS n FROM messages WHERE content LIKE 'Reply %' GROUP BY content",
  );
  const there = new Map(rows.map(({ content, n }) => [content, Number(n)]));
  return {
    missing: [...acknowledged].filter((content) => !there.has(content)).length,
    twice: [...there.values()].filter((n) => n > 1).length,
    unanswered: failed,
  };
}
