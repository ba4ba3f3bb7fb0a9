// `npm run bench [-- P1 P9 … --database=embedded --rows=1000000 --profile=FOLDER --flame=FILE.svg --report=FILE]` (after
// `npm run build`): the bars of speed, each beside its floor in the same run, by turns, five rounds (docs/performance.md).
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import "../quiet";
import { drawFlame } from "./flame";
import { fillInboxes, reads } from "./reads";
import { replyLatency, replyRate } from "./replies";
import { type DatabaseKind, makeScene, type Scene } from "./scene";
import { sizesOfInboxes } from "./sizes";
import { idleSockets, makeCrowd } from "./sockets";
import { starts } from "./starts";
import { isMet, type Line, printTable } from "./table";

const words = process.argv.slice(2);
const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const kind = (option("database") ?? "postgres") as DatabaseKind;
const rows = Number(option("rows") ?? 100_000);

/** Bars on the running server. The last one, because it starts the server anew. */
const bars: Record<string, (scene: Scene) => Promise<Line[]>> = {
  P1: replyLatency,
  P9: (scene) => replyRate(scene, kind === "postgres" ? 0.1 : 0.055),
  P10: reads,
  P3: idleSockets,
  start: (scene) => starts(scene, kind),
};
const inProcess = ["P4", "P5"];
const wanted = words.filter((word) => !word.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(bars, name) && !inProcess.includes(name));
if (unknown.length > 0)
  throw new Error(`There is no bar ${unknown.join(", ")}. There are: ${[...Object.keys(bars), ...inProcess].join(", ")}`);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

/** A profile of the server's processor time is written to this folder when it ends, and drawn as a flame graph. */
const flame = option("flame");
const profile = option("profile") ?? (flame && mkdtempSync(join(tmpdir(), "handraise-profile-")));
if (profile) mkdirSync(profile, { recursive: true });
const env: Record<string, string> = profile
  ? { NODE_OPTIONS: `--import=${join(import.meta.dirname, "profile.mjs")}`, PROFILE_DIR: profile }
  : {};

const lines: Line[] = [];
if (Object.keys(bars).some(isWanted)) {
  const scene = await makeScene(kind, 10, env, async (pairs) => {
    if (isWanted("P10")) await fillInboxes(pairs);
    if (isWanted("P3")) await makeCrowd();
  });
  for (const [name, bar] of Object.entries(bars)) if (isWanted(name)) lines.push(...(await bar(scene)));
  await scene.stop();
  if (profile && flame)
    drawFlame(profile, flame, `${wanted.join(", ") || "all bars"}: processor time of the server, callers above what they call`);
}
if (inProcess.some(isWanted) && kind === "postgres") lines.push(...(await sizesOfInboxes(rows)));
printTable(lines);
const report = option("report");
if (report) writeFileSync(report, JSON.stringify({ kind, lines }, null, 2));
process.exit(lines.every(isMet) ? 0 : 1);
