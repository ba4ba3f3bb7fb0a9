// `npm run bench:scaling [-- sizes classes processes --rows=1000000 --classes=50,500,5000 --processes=1,2,4 --rounds=3 --out=FOLDER]`
// (after `npm run build`): curves of what gets slower while something grows, as JSON and as pictures for docs/performance.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import "../quiet";
import { drawChart } from "./chart";
import { classes } from "./classes";
import { bendsFirst, type Curve } from "./curve";
import { processes } from "./processes";
import { sizes } from "./sizes";

const words = process.argv.slice(2);
const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const numbers = (name: string, usual: number[]) => option(name)?.split(",").map(Number) ?? usual;
const rounds = Number(option("rounds") ?? 3);
const folder = option("out") ?? join(import.meta.dirname, "../../docs/performance");
process.env.NEXTAUTH_SECRET ||= "a-secret-for-benches-of-more-than-32-bytes";

const curves: Record<string, () => Promise<Curve>> = {
  sizes: () => sizes(Number(option("rows") ?? 1_000_000), rounds),
  classes: () => classes(numbers("classes", [50, 500, 5000]), rounds),
  processes: () => processes(numbers("processes", [1, 2, 4]), rounds),
};
const wanted = words.filter((word) => !word.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(curves, name));
if (unknown.length > 0) throw new Error(`There is no curve ${unknown.join(", ")}. There are: ${Object.keys(curves).join(", ")}`);

mkdirSync(folder, { recursive: true });
for (const [name, measure] of Object.entries(curves)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const from = performance.now();
  const curve = await measure();
  const seconds = Math.round((performance.now() - from) / 1000);
  const taken = { at: new Date().toISOString(), cores: cpus().length, seconds, rounds };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ ...taken, ...curve }, null, 2)}\n`);
  writeFileSync(join(folder, `${name}.svg`), drawChart(curve));
  const width = Math.max(...curve.lines.map((line) => line.name.length));
  for (const line of curve.lines) console.log(`${line.name.padEnd(width)}  ${line.values.map((value) => value.toPrecision(3)).join("  ")}`);
  const { name: first, times } = bendsFirst(curve);
  console.log(`${name}: ${first} bends first, ${times.toFixed(1)} × from ${curve.x.values[0]} to ${curve.x.values.at(-1)} (${seconds} s)`);
}
process.exit(0);
