import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearSeconds } from "#lib/contract/fold-questions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { HotMoment } from "#lib/contract/queue-figures.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { read, sql } from "../db/sql";
import { hotMomentsOf, hottest } from "./hot-moments";

useTestDatabase();

type Asking = { student: number; second: number };
/** Some students ask at one second, and others when the moment that begins there ends. One each asks up to it, and behind it. */
type Crowd = { at: number; reach: number; first: number; last: number };

const people = (count: number, from: number, second: number): Asking[] =>
  Array.from({ length: count }, (_, n) => ({ student: from + n, second }));
const oneAtEach = (student: number, from: number, to: number): Asking[] =>
  Array.from({ length: to - from + 1 }, (_, n) => ({ student, second: from + n }));

/** The moments that begin up to `reach` before and behind its second are hot as well, and overlap its own, which is the hottest. */
const askingsOf = ({ at, reach, first, last }: Crowd): Asking[] => [
  ...people(first, 0, at),
  ...people(last, 100, at + nearSeconds),
  ...oneAtEach(0, at - reach, at),
  ...oneAtEach(100, at, at + reach),
];

const crowds = fc.array(
  fc.record({
    at: fc.integer({ min: nearSeconds, max: 500 }),
    reach: fc.nat(nearSeconds),
    first: fc.integer({ min: 1, max: 4 }),
    last: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 8, size: "max" },
);
const others = fc.array(fc.record({ student: fc.nat(5), second: fc.nat(520) }), { maxLength: 30, size: "max" });

/** As many hot moments as can stand in the way of the last one that is shown. */
const worst: Crowd[] = Array.from({ length: limits.hotMomentsMax }, (_, n) => ({
  at: 50 + n * 100,
  ...(n < limits.hotMomentsMax - 1 ? { reach: nearSeconds, first: 3, last: 3 } : { reach: 0, first: 1, last: 1 }),
}));

async function found(askings: Asking[]): Promise<HotMoment[]> {
  const [students, seconds] = [askings.map(({ student }) => student), askings.map(({ second }) => second)];
  const asked = sql`SELECT 1 AS video_id, * FROM unnest(${students}::int[], ${seconds}::int[]) AS asked(author, second)`;
  const rows = await read<{ moments: HotMoment[] }>(hotMomentsOf(asked));
  return hottest(rows[0]?.moments ?? []);
}

/** The rule as it is said, with every moment a candidate each time. */
function bruteForce(askings: Asking[]): HotMoment[] {
  const moments = [...new Set(askings.map(({ second }) => second))].map((seconds) => {
    const within = askings.filter(({ second }) => second >= seconds && second <= seconds + nearSeconds);
    return { seconds, students: new Set(within.map(({ student }) => student)).size };
  });
  const taken: HotMoment[] = [];
  while (taken.length < limits.hotMomentsMax) {
    const [best] = moments
      .filter(({ seconds, students }) => students >= 2 && taken.every((other) => Math.abs(other.seconds - seconds) > nearSeconds))
      .sort((a, b) => b.students - a.students || a.seconds - b.seconds);
    if (!best) break;
    taken.push(best);
  }
  return taken;
}

describe("the hot moments of a video", () => {
  it("are those that are found among all of them, whatever was asked, also where most moments overlap a hotter one", async () => {
    await fc.assert(
      fc.asyncProperty(crowds, others, async (drawn, more) => {
        const askings = [...drawn.flatMap(askingsOf), ...more];
        expect(await found(askings)).toEqual(bruteForce(askings));
      }),
      { numRuns: 40 },
    );
  });

  it("are as many as are shown in the worst case, which needs every candidate", async () => {
    const moments = await found(worst.flatMap(askingsOf));

    expect(moments).toHaveLength(limits.hotMomentsMax);
    expect(moments.at(-1)).toEqual({ seconds: worst.at(-1)?.at, students: 2 });
  });
});
