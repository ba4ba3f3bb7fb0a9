// `npm run bench:pages [-- lists steadiness toast lighthouse --list=WORD --report=FILE]`: the bars of the pages, in a browser on the built server
// (docs/performance.md).
import { writeFileSync } from "node:fs";
import "../quiet";
import { isMet, type Line, printTable } from "../speed/table";
import { lighthouse } from "./lighthouse";
import { longLists } from "./lists";
import { steadiness } from "./steadiness";
import { keyToToast } from "./toast";

const words = process.argv.slice(2);
const after = (option: string) => words.find((word) => word.startsWith(option))?.slice(option.length);
const bars: Record<string, () => Promise<Line[]>> = { lists: () => longLists(after("--list=")), steadiness, toast: keyToToast, lighthouse };
const wanted = words.filter((word) => !word.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(bars, name));
if (unknown.length > 0) throw new Error(`There is no bar ${unknown.join(", ")}. There are: ${Object.keys(bars).join(", ")}`);

const lines: Line[] = [];
for (const [name, bar] of Object.entries(bars)) if (wanted.length === 0 || wanted.includes(name)) lines.push(...(await bar()));
printTable(lines);
const report = after("--report=");
if (report) writeFileSync(report, JSON.stringify({ lines }, null, 2));
process.exit(lines.every(isMet) ? 0 : 1);
