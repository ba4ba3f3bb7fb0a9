// `npm run bench:markdown [-- --seconds=60 --seed=7]`: what a hostile message costs. It draws every text of
// lib/testing/hostile-text.ts, and then texts that a search finds: it varies accepted texts and looks for slower ones. Each is drawn once
// as on the server and once as in the browser, which parses more. It exits with 1 if a text takes more than 50 ms of processor time.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { type ComponentType, createElement, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { fuzzedText, hostileTexts, randomFrom } from "#lib/testing/hostile-text.ts";
import { costMax, markdownCost } from "../components/ui/markdown/markdown-cost";
import { partsCost } from "../components/ui/markdown/parts-cost";

const barMs = 50;
const numberOption = (name: string, otherwise: number) =>
  Number(process.argv.find((one) => one.startsWith(`--${name}=`))?.split("=")[1] ?? otherwise);
const seconds = numberOption("seconds", 20);
const random = randomFrom(numberOption("seed", 1));

type Shown = ComponentType<{ text: string; scope: string }>;
const { Markdown, MarkdownBody } = await components();
let scope = 0;

/** The least of a few times of the processor, in ms: the machine has other things to do. */
function cost(Shown: Shown, text: string, times: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < times; n++) {
    const before = process.cpuUsage();
    // A scope of its own, so that nothing is kept from the time before.
    renderToString(createElement(Shown, { text, scope: `m${scope++}` }));
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
    if (least < barMs / 4) break;
  }
  return least;
}

type Row = { name: string; server: number; browser: number; counted: number };
const measure = (name: string, text: string): Row => {
  const counted = markdownCost(text);
  return { name, server: cost(Markdown, text, 4), browser: counted <= costMax ? cost(MarkdownBody, text, 4) : 0, counted };
};

for (const { text } of hostileTexts(200)) measure("warm", text);
const known = hostileTexts().flatMap(({ name, text }) => [measure(name, text), measure(`${name}, as much as is taken`, taken(text))]);
const found = search();
const worst = (of: "server" | "browser", rows: Row[]) => rows.toSorted((a, b) => b[of] - a[of]).slice(0, 8);
for (const [what, rows] of [
  ["known texts", known],
  [`what ${seconds} s of searching found`, found],
] as const) {
  for (const where of ["server", "browser"] as const) {
    console.log(`\n${rows.length} ${what}; the dearest in the ${where} (ms of the processor; ms counted before):`);
    for (const row of worst(where, rows))
      console.log(`${row[where].toFixed(1).padStart(8)} ${row.counted.toFixed(1).padStart(8)}  ${row.name}`);
  }
}
const most = Math.max(...[...known, ...found].flatMap(({ server, browser }) => [server, browser]));
console.log(`\nThe most: ${most.toFixed(1)} ms; at most ${barMs} ms are allowed.`);
process.exit(most > barMs ? 1 : 0);

/** The longest beginning of a text that is parsed. */
function taken(text: string): string {
  const characters = [...text];
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (markdownCost(characters.slice(0, middle).join("")) <= costMax) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join("");
}

/** Begins with random mixtures, and goes on from the dearest by changing a part of them. */
function search(): Row[] {
  const until = performance.now() + seconds * 1000;
  let best: { text: string; ms: number }[] = [];
  while (performance.now() < until) {
    const parent = best[Math.floor(random() * best.length)];
    const text = taken(!parent || random() < 0.4 ? fuzzedText(random) : changed(parent.text));
    const ms = cost(MarkdownBody, text, 3);
    best = [...best, { text, ms }].sort((a, b) => b.ms - a.ms).slice(0, 12);
  }
  return best.map(({ text }) => measure(JSON.stringify(text.length > 160 ? `${text.slice(0, 150)}…${text.length}` : text), text));
}

function changed(text: string): string {
  const part = fuzzedText(random, 1 + Math.floor(random() ** 2 * 200));
  const [from, to] = [Math.floor(random() * text.length), Math.floor(random() * text.length)];
  if (random() < 0.3) return fuzzedText(random, 5000 - Math.min(from, 4000)) + text.slice(0, from);
  if (random() < 0.5) return (text.slice(0, from) + part + text.slice(from)).slice(0, 5000);
  // A part of it, repeated.
  return text.slice(Math.min(from, to), Math.max(from, to)).repeat(20).slice(0, 5000) || text;
}

/** The components as the build makes them: their style sheets are nothing that Node reads. */
async function components(): Promise<{ Markdown: Shown; MarkdownBody: Shown }> {
  const outdir = join(process.cwd(), ".setup", "bench-markdown");
  const entry = ["markdown/markdown.tsx", "markdown/markdown-body.tsx", "drawing.ts"].map((name) => `components/ui/${name}`);
  await build({
    entryPoints: entry,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    conditions: ["production"],
    jsx: "automatic",
    loader: { ".css": "local-css" },
    external: ["react", "react-dom"],
    // Next's link asks for React as CommonJS does.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  const load = (name: string): Promise<Record<string, unknown>> => import(pathToFileURL(join(outdir, `${name}.mjs`)).href);
  const [{ Markdown }, { default: Body }, { DrawingProvider, drawingOf }] = (await Promise.all([
    load("markdown/markdown"),
    load("markdown/markdown-body"),
    load("drawing"),
  ])) as [
    { Markdown: Shown },
    { default: Shown },
    { DrawingProvider: ComponentType<{ value: string; children: ReactNode }>; drawingOf: (cost: number) => string },
  ];
  // As the browser does it: with colours and formulas, where they are not too dear.
  const MarkdownBody: Shown = (props) =>
    createElement(DrawingProvider, {
      value: drawingOf(markdownCost(props.text) + partsCost(props.text)) === "nowhere" ? "nowhere" : "everywhere",
      children: createElement(Body, props),
    });
  // What draws is fetched with the first text that needs it, and within it with the first code and formula.
  for (let n = 0; n < 3; n++) {
    renderToString(createElement(Markdown, { text: "*a* $x$\n\n```py\ndef f(): pass\n```", scope: `first${n}` }));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { Markdown, MarkdownBody };
}
