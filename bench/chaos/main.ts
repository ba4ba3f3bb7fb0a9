// `npm run chaos [-- --quick] [R1 R4 …]`: breaks what can break, and counts what is lost. Bars: docs/reliability.md.
import "./quiet";
import { writeFileSync } from "node:fs";
import { r3, r5, r6 } from "./crashes";
import { r1, r2 } from "./jitter";
import { r4 } from "./outages";
import { r8 } from "./races";
import { type Bar, type Outcome, Unavailable } from "./report";
import { r9 } from "./restarts";
import { r10 } from "./soak";

const bars: Record<string, [string, Bar]> = {
  R1: ["jitter, one process", r1],
  R2: ["jitter, several processes", r2],
  R3: ["kill -9 of one of two processes", r3],
  R4: ["PostgreSQL and Redis away", r4],
  R5: ["kill -9 on the embedded database", r5],
  R6: ["killed between insert, commit and emit", r6],
  R8: ["races", r8],
  R9: ["rolling restart", r9],
  R10: ["soak, churn and slow readers", r10],
};

const words = process.argv.slice(2);
const quick = words.includes("--quick");
const wanted = words.filter((word) => !word.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(bars, name));
if (unknown.length > 0) throw new Error(`There is no bar ${unknown.join(", ")}. There are: ${Object.keys(bars).join(", ")}`);

const outcomes: Outcome[] = [];
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
    console.log(`${outcome.pass ? "✓" : "✗"} ${name.padEnd(3)} ${what}: ${outcome.result} (${seconds} s)`);
    if (words.includes("--figures")) console.log(JSON.stringify(outcome.figures));
  } catch (error) {
    skipped++;
    console.log(`– ${name.padEnd(3)} ${what}: not tried. ${(error as Error).message}`);
  }
}
const passed = outcomes.filter(({ pass }) => pass).length;
const failed = outcomes.length - passed;
const report = words.find((word) => word.startsWith("--report="))?.slice("--report=".length);
if (report) writeFileSync(report, JSON.stringify({ passed, failed }));
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(failed > 0 ? 1 : 0);
