/**
 * The longest time in ms that parsing a text as Markdown may take on a busy machine, estimated by one look at each character. The parser's
 * time grows with the square of what is in a text, and it recurses with the depth. So everything that costs it time is counted, generously.
 * `Infinity`: nested deeper than `depthMax`. The figures are those of `npm run bench:markdown`, which searches for texts that escape them.
 */
export function markdownCost(text: string): number {
  const tally: Tally = { lines: 0, depths: 0, blocks: 0, marks: 0, cells: 0, columns: 0, links: 0, tails: 0, definitions: 0, brackets: 0 };
  const open: Container[] = [];
  /** What was open in this paragraph, because lines without markers may continue in it, however deep. */
  let depth = 0;
  let html: Html = "none";
  let fence: string | null = null;
  for (const line of text.split(/\r\n|\n|\r/)) {
    tally.lines++;
    if (fence !== null) {
      if (closes(line, fence)) fence = null;
      continue;
    }
    // A line at the margin is in no container. Fences elsewhere are counted like everything else.
    fence = html === "none" ? (fenceAtMargin.exec(line)?.[1] ?? null) : null;
    if (fence !== null) {
      tally.blocks++;
      continue;
    }
    const isBlank = line.trim() === "";
    html = htmlAfter(line, isBlank, html);
    if (isBlank) depth = open.length;
    else {
      const at = enter(line, open, tally);
      if (open.length > depthMax) return Number.POSITIVE_INFINITY;
      depth = Math.max(depth, open.length);
      count(line, at, tally);
    }
    tally.depths += depth;
  }
  return milliseconds(tally, text.length);
}

/** Quotes and lists that are nested deeper are shown as written. */
const depthMax = 16;
/** Texts that cost more, in ms, are shown as written. Ordinary ones of full length, with tables and long lists, cost 25 at most. */
export const costMax = 25;
/** Texts that cost more, in ms, are parsed only in the browser, because the server renders twenty of them in one page. */
export const serverCostMax = 4;

type Tally = Record<"lines" | "depths" | "blocks" | "marks" | "cells" | "columns" | "links" | "tails" | "definitions" | "brackets", number>;
/** A quote (`content` null), or an item or note whose further lines begin at the column `content`. */
type Container = { content: number | null };

function milliseconds(tally: Tally, length: number): number {
  const { lines, depths, blocks, marks, cells, columns, links, tails, definitions, brackets } = tally;
  const each = 300 + 0.3 * length + 32 * lines + 10 * depths + 110 * blocks + 32 * marks + 45 * cells + 60 * links + 250 * definitions;
  const squares = 0.3 * blocks ** 2 + 0.06 * marks ** 2 + 0.3 * tails + 8 * columns * lines;
  // One definition may be long, and is written out at each reference.
  const copies = definitions > 0 ? 0.1 * length * brackets : 0;
  return (each + squares + copies) / 1000;
}

const fenceAtMargin = /^(`{3,}(?=[^`]*$)|~{3,})/;
function closes(line: string, fence: string): boolean {
  const ends = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return ends?.[0] === fence[0] && ends !== undefined && ends.length >= fence.length;
}

/** How far a block of HTML reaches. Fences inside it do not count. */
type Html = "none" | "blank line" | "ever";
function htmlAfter(line: string, isBlank: boolean, html: Html): Html {
  if (html === "ever") return html;
  if (isBlank) return "none";
  if (!line.includes("<")) return html;
  if (/^ {0,3}<(?:[!?]|script|pre|style|textarea)/i.test(line)) return "ever";
  return /^ {0,3}</.test(line) ? "blank line" : html;
}

const marker = /(>)|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)|\[\^(?:\\.|[^\]\\\s])+\]:/y;
const thematicBreak = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;

/** Goes through the markers at the beginning of `line` and updates `open`. @returns where the rest of the line begins */
function enter(line: string, open: Container[], tally: Tally): number {
  let at = 0;
  let column = 0;
  const space = () => {
    for (; line[at] === " " || line[at] === "\t"; at++) column += line[at] === "\t" ? 4 - (column % 4) : 1;
  };
  space();
  let matched = 0;
  for (; matched < open.length; matched++) {
    const content = open[matched]?.content ?? null;
    if (content !== null ? column < content : line[at] !== ">") break;
    if (content !== null) continue;
    at++;
    column++;
    space();
  }
  open.length = matched;
  if (/^[-*_]/.test(line.charAt(at)) && thematicBreak.test(line)) {
    tally.blocks++;
    return line.length;
  }
  while (open.length <= depthMax && /^[>\-+*\d[]/.test(line.charAt(at))) {
    marker.lastIndex = at;
    const found = marker.exec(line);
    if (!found) break;
    const before = column;
    at += found[0].length;
    column += found[0].length;
    // An item continues where its content begins. One with much space before its content, and a note, continue after as little as may be.
    open.push({ content: found[1] ? null : found[0].startsWith("[") ? before + 1 : column });
    if (found[1]) tally.marks++;
    else tally.blocks++;
    if (found[0].startsWith("[")) tally.definitions++;
    space();
  }
  return at;
}

/** How many characters of a run are counted at most, because longer runs are rules and ornaments. */
const runMax = 8;
/** The weight of each character. */
const weights = new Map([..."*_~`<[]$"].map((character) => [character.charCodeAt(0), 1]));
for (const character of "\\&!:") weights.set(character.charCodeAt(0), 0.3);
const inRuns = new Set([..."*_~`"].map((character) => character.charCodeAt(0)));
const [pipe, opening, caret] = [..."|[^"].map((character) => character.charCodeAt(0));

/** Counts the rest of a line. */
function count(line: string, from: number, tally: Tally): void {
  if (/^[#=`~<[|+-]/.test(line.charAt(from))) tally.blocks++;
  if (line.charCodeAt(from) === opening && /^\[[^\]]*\]:/.test(line.slice(from))) tally.definitions++;
  let pipes = 0;
  let run = 0;
  let before = 0;
  for (let at = from; at < line.length; at++) {
    const character = line.charCodeAt(at);
    run = character === before ? run + 1 : 1;
    before = character;
    if (character === pipe) pipes++;
    if (character === opening) tally.brackets++;
    if (character === opening && line.charCodeAt(at + 1) === caret) tally.links++;
    if (run <= runMax || !inRuns.has(character)) tally.marks += weights.get(character) ?? 0;
  }
  if (line.endsWith("  ")) tally.marks++;
  tally.cells += pipes;
  if (pipes > tally.columns && line.includes("-")) tally.columns = pipes;
  if (/:\/\/|www\.|@/i.test(line)) for (const word of line.slice(from).split(/\s+/)) countAddresses(word, tally);
}

/** The parser looks at a possible address from each of its signs to its end. */
function countAddresses(word: string, tally: Tally): void {
  const addresses = word.match(/:\/\/|www\.|@/gi)?.length ?? 0;
  if (addresses === 0) return;
  tally.links += addresses;
  tally.tails += (word.match(/[^\p{L}\p{N}]/gu)?.length ?? 0) ** 2;
}
