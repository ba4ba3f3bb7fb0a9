import { percentile } from "../report";

/** What several figures are while one thing grows. Both axes of its picture are logarithmic. */
export type Curve = {
  title: string;
  /** What grows, and how large it was. */
  x: { label: string; values: number[] };
  /** What the figures are counted in. */
  unit: string;
  lines: { name: string; values: number[] }[];
};

/** Keeps figures by name, one for each size. */
export function collector() {
  const lines = new Map<string, number[]>();
  return {
    add(name: string, value: number) {
      lines.set(name, [...(lines.get(name) ?? []), value]);
    },
    lines: () => [...lines].map(([name, values]) => ({ name, values })),
  };
}

export const median = (values: number[]): number => percentile(values, 50);

/** How long one act is measured, in ms, when it is slow. */
const longest = 4000;

/** What an act takes in ms, median of `times`, or of fewer when they take long, after some that do not count. */
export async function medianMs(times: number, act: () => Promise<unknown>): Promise<number> {
  const until = performance.now() + longest;
  for (let n = 0; n < 5; n++) await act();
  const took: number[] = [];
  for (let n = 0; n < times && (n < 3 || performance.now() < until); n++) {
    const from = performance.now();
    await act();
    took.push(performance.now() - from);
  }
  return median(took);
}

/** The line that got worse most from the first size to the last, and how much: more ms, or less a second. */
export function bendsFirst({ lines, unit }: Curve): { name: string; times: number } {
  const worse = lines.map(({ name, values }) => {
    const [first = 1, last = 1] = [values[0], values.at(-1)];
    return { name, times: unit === "ms" ? last / first : first / last };
  });
  return worse.toSorted((a, b) => b.times - a.times)[0] ?? { name: "nothing", times: 1 };
}
