import { attacker, type Shot } from "./attacker";
import type { Someone } from "./people";
import { each, range, Tally } from "./tally";
import type { Target } from "./target";

/** The headers of a form that a browser sends. */
export const form = { "content-type": "application/x-www-form-urlencoded" };

/** A flood goes on no longer, in ms: who is slowed down sends less, and has shown by then what it does to others. */
const longestMs = 30_000;

/** So many requests by one address, or as many as there is time for, `width` at a time; `shot` makes the n-th. */
export async function many(
  target: Target,
  count: number,
  width: number,
  shot: (n: number) => Shot & { method?: string; path: string },
): Promise<Tally> {
  const one = attacker(target.url, width);
  const tally = new Tally();
  const deadline = performance.now() + longestMs;
  await each(range(Math.ceil(count)), width, async (n) => {
    if (performance.now() > deadline) return;
    const { method = "GET", path, ...rest } = shot(n);
    const from = performance.now();
    const { status, bytes, sent } = await one.shoot(method, path, rest);
    tally.add(status, { ms: performance.now() - from, bytes, sent });
  });
  one.close();
  return tally;
}

/** Requests of one person with their cookie, as a browser's. */
export const browse = (
  target: Target,
  who: Someone,
  count: number,
  width: number,
  path: (n: number) => string,
  headers: Record<string, string> = {},
) => many(target, count, width, (n) => ({ path: path(n), headers: { cookie: who.cookie, ...headers } }));
