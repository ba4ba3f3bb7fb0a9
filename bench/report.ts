import { writeFileSync } from "node:fs";

/** A bar cannot be tried here: a program is missing. */
export class Unavailable extends Error {}

export type Outcome = { pass: boolean; result: string; figures?: unknown };
/** One of the bars. `quick` is its short form for `npm test`, in which only generous time limits can fail. */
export type Bar = (quick: boolean) => Promise<Outcome>;
/** What `--report` writes: how many bars passed, failed and could not be tried, and what is to be said of those that failed. */
export type Report = { passed: number; failed: number; skipped: number; failures: string[] };
/** The bars by their names in the documentation, each with a description. */
export type Bars = Record<string, [string, Bar]>;

export function percentile(values: number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? 0;
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Runs the bars that the command line names, all when it names none, and ends the process: with 1 when one of them failed. `--quick` runs the short
 * forms, `--figures` prints what was measured, `--report=FILE` writes how many passed and failed, and which. `after` clears up what the bars shared.
 * @throws Error when there is no bar of a name
 */
export async function runBars(bars: Bars, after: () => Promise<void> = async () => undefined): Promise<never> {
  const words = process.argv.slice(2);
  const quick = words.includes("--quick");
  const wanted = words.filter((word) => !word.startsWith("--"));
  const unknown = wanted.filter((name) => !Object.hasOwn(bars, name));
  if (unknown.length > 0) throw new Error(`There is no bar ${unknown.join(", ")}. There are: ${Object.keys(bars).join(", ")}`);

  const outcomes: Outcome[] = [];
  const failures: string[] = [];
  let skipped = 0;
  for (const [name, [what, bar]] of Object.entries(bars)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const from = performance.now();
    try {
      const outcome = await bar(quick).catch((error: unknown): Outcome => {
        if (error instanceof Unavailable) throw error;
        return { pass: false, result: String(error) };
      });
      outcomes.push(outcome);
      const seconds = Math.round((performance.now() - from) / 1000);
      const line = `${name.padEnd(3)} ${what}: ${outcome.result} (${seconds} s)`;
      if (!outcome.pass) failures.push(line);
      console.log(`${outcome.pass ? "✓" : "✗"} ${line}`);
      if (words.includes("--figures")) console.log(JSON.stringify(outcome.figures));
      else if (!outcome.pass && outcome.figures !== undefined) console.log(JSON.stringify(outcome.figures).slice(0, 3000));
    } catch (error) {
      skipped++;
      console.log(`– ${name.padEnd(3)} ${what}: not tried. ${(error as Error).message}`);
    }
  }
  await after();
  const passed = outcomes.filter(({ pass }) => pass).length;
  const report = words.find((word) => word.startsWith("--report="))?.slice("--report=".length);
  if (report) writeFileSync(report, JSON.stringify({ passed, failed: failures.length, skipped, failures } satisfies Report));
  else console.log(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  process.exit(failures.length > 0 ? 1 : 0);
}
