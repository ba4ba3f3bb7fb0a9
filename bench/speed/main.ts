// `npm run bench [-- P1 P9 … --database=embedded]` (after `npm run build`): the bars of speed, each beside its floor in the same run, by
// turns, five rounds (docs/performance.md).
import { writeFileSync } from "node:fs";
import "../quiet";
import { replyLatency, replyRate } from "./replies";
import { type DatabaseKind, makeScene, type Scene } from "./scene";
import { isMet, type Line, printTable } from "./table";

const words = process.argv.slice(2);
const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const kind = (option("database") ?? "postgres") as DatabaseKind;
const bars: Record<string, (scene: Scene) => Promise<Line[]>> = {
  P1: replyLatency,
  P9: (scene) => replyRate(scene, kind === "postgres" ? 0.1 : 0.055),
};
const wanted = words.filter((word) => !word.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(bars, name));
if (unknown.length > 0) throw new Error(`There is no bar ${unknown.join(", ")}. There are: ${Object.keys(bars).join(", ")}`);

const profile = option("profile");
const scene = await makeScene(
  kind,
  10,
  profile ? { NODE_OPTIONS: `--import=${import.meta.dirname}/profile.mjs`, PROFILE_DIR: profile } : {},
);
const lines: Line[] = [];
for (const [name, bar] of Object.entries(bars)) if (wanted.length === 0 || wanted.includes(name)) lines.push(...(await bar(scene)));
await scene.stop();
printTable(lines);
const report = option("report");
if (report) writeFileSync(report, JSON.stringify(lines, null, 2));
process.exit(lines.every(isMet) ? 0 : 1);
