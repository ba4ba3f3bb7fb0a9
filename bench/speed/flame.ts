import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Frame = { functionName: string; url: string };
type Profile = {
  nodes: { id: number; callFrame: Frame; children?: number[] }[];
  samples: number[];
  /** Microseconds before each sample. */
  timeDeltas: number[];
};
/** Calls of one name by the same callers, and the time that was spent in them. */
type Call = { name: string; from: string; time: number; calls: Map<string, Call> };

const size = { width: 1200, row: 17, top: 44, bytes: 140_000 };
/** What a frame belongs to, and its colour on light pages and dark ones. */
const colours: Record<string, string> = { ours: "#f59e0b", libraries: "#7dd3fc", "Node.js": "#86efac", engine: "#cbd5e1" };

/** Where a function is, without the folders of this machine. */
function placeOf(url: string): { from: string; place: string } {
  if (url === "") return { from: "engine", place: "" };
  if (url.startsWith("node:")) return { from: "Node.js", place: url };
  const library = /node_modules\/(?!.*node_modules\/)(.+)$/.exec(url)?.[1];
  return library ? { from: "libraries", place: library } : { from: "ours", place: url.split("/").at(-1) ?? "" };
}

/** The calls of a profile as a tree, without the time in which the server had nothing to do. */
function callsOf({ nodes, samples, timeDeltas }: Profile): Call {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const root: Call = { name: "all", from: "engine", time: 0, calls: new Map() };
  const stacks = new Map<number, Frame[]>();
  const stackOf = (id: number): Frame[] => {
    const known = stacks.get(id);
    if (known) return known;
    const parent = parents.get(id);
    const frame = byId.get(id)?.callFrame;
    const stack = parent === undefined || !frame ? [] : [...stackOf(parent), frame];
    stacks.set(id, stack);
    return stack;
  };
  for (const [n, id] of samples.entries()) {
    const stack = stackOf(id);
    if (stack.length === 0 || stack.at(-1)?.functionName === "(idle)") continue;
    let at = root;
    at.time += timeDeltas[n] ?? 0;
    for (const { functionName, url } of stack) {
      const { from, place } = placeOf(url);
      const name = `${functionName || "(anonymous)"}${place && ` ${place}`}`;
      const next = at.calls.get(name) ?? { name, from, time: 0, calls: new Map() };
      at.calls.set(name, next);
      next.time += timeDeltas[n] ?? 0;
      at = next;
    }
  }
  return root;
}

const escapeXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Draws calls below their callers, as wide as their share of the time; those below `least` of it are left out. */
function drawCalls(root: Call, title: string, least: number): string {
  const { width, row, top } = size;
  const drawn: string[] = [];
  let depth = 0;
  const draw = (call: Call, x: number, level: number) => {
    const wide = (width * call.time) / root.time;
    depth = Math.max(depth, level);
    const y = top + level * row;
    const share = `${((100 * call.time) / root.time).toFixed(1)} %`;
    const letters = Math.floor(wide / 6.8);
    const text = letters > 3 ? `<text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escapeXml(call.name.slice(0, letters))}</text>` : "";
    const box = `x="${x.toFixed(1)}" y="${y}" width="${wide.toFixed(1)}" height="${row - 1}"`;
    drawn.push(`<g><title>${escapeXml(call.name)}, ${share}</title><rect ${box} fill="${colours[call.from]}"/>${text}</g>`);
    let at = x;
    for (const next of [...call.calls.values()].toSorted((a, b) => b.time - a.time)) {
      if (next.time / root.time < least) break;
      draw(next, at, level + 1);
      at += (width * next.time) / root.time;
    }
  };
  draw(root, 0, 0);
  const legend = Object.entries(colours).map(
    ([name, colour], n) =>
      `<rect x="${n * 110}" y="24" width="12" height="12" fill="${colour}"/><text x="${n * 110 + 17}" y="34">${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top + (depth + 1) * row}" role="img" aria-label="${escapeXml(title)}">`,
    "<style>svg{background:#fff}text{font:11px ui-monospace,monospace;fill:#0f172a}</style>",
    `<text x="0" y="14">${escapeXml(title)}</text>`,
    ...legend,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

/** Draws the newest profile of a folder as a flame graph of bounded size. The smallest calls are left out until it fits. */
export function drawFlame(folder: string, file: string, title: string): void {
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith(".cpuprofile"))
    .toSorted()
    .at(-1);
  if (!newest) throw new Error(`there is no profile in ${folder}`);
  const calls = callsOf(JSON.parse(readFileSync(join(folder, newest), "utf8")) as Profile);
  for (let least = 0.002; ; least *= 1.3) {
    const svg = drawCalls(calls, title, least);
    if (Buffer.byteLength(svg) > size.bytes) continue;
    writeFileSync(file, svg);
    return;
  }
}
