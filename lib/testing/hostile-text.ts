import { units } from "./hostile-markers";

/** A hostile text. `name` says in a few words of which kind it is. */
export type HostileText = { name: string; text: string };

/** The most that a message may have, in code points. Attackers send as much. */
const full = 5000;
const cut = (text: string, length: number) => [...text].slice(0, Math.max(0, length)).join("");

/** Repeats `unit` up to `length` code points. */
const fill = (unit: string, length: number) => cut(unit.repeat(Math.ceil(Math.max(0, length) / [...unit].length)), length);

/** Joins parts made by `part(n)`, n from 0, up to `length`. */
function parts(part: (n: number) => string, length: number): string {
  let text = "";
  for (let n = 0; text.length < length; n++) text += part(n);
  return cut(text, length);
}

/** Joins lines made by `line(n)`, n from 0, up to `length`. */
const lines = (line: (n: number) => string, length: number) => parts((n) => `${line(n)}\n`, length);

/** Texts that change from part to part: longer, deeper, or with new names. */
const grown: [string, (length: number) => string][] = [
  ["a list, deeper by line", (length) => lines((n) => `${" ".repeat(2 * n)}- a`, length)],
  ["a list of 16 levels, again and again", (length) => lines((n) => `${" ".repeat(2 * (n % 16))}- a`, length)],
  ["a list of 14 levels, one line, again and again", (length) => lines(() => `${"- ".repeat(14)}a`, length)],
  ["quotes of 15, again and again", (length) => lines(() => `${">".repeat(15)}a`, length)],
  ["quotes of 15 and lazy lines", (length) => lines((n) => (n % 20 === 0 ? `${">".repeat(15)}a` : "a"), length)],
  ["quotes in and out", (length) => lines((n) => `${">".repeat(1 + (n % 15))} a`, length)],
  ["numbers, deeper by line", (length) => lines((n) => `${" ".repeat(3 * n)}1. a`, length)],
  ["quotes, deeper by line", (length) => lines((n) => `${">".repeat(n + 1)} a`, length)],
  ["quotes and lists by turns, deeper by line", (length) => lines((n) => `${"> - ".repeat(n + 1)}a`, length)],
  ["50 quotes with lists", (length) => lines(() => `${">".repeat(50)}- a`, length)],
  ["quotes of 8 lists of 7", (length) => lines(() => `${"> ".repeat(8)}${"- ".repeat(7)}a`, length)],
  ["a list, then lazy lines", (length) => `${"- ".repeat(15)}a\n${fill("a\n", length - 32)}`],
  ["code in 15 quotes", (length) => lines((n) => `${">".repeat(15)}${n === 0 ? "```" : "a"}`, length)],
  ["a list, then blank lines", (length) => `${"- ".repeat(15)}a\n${fill("\n", length - 32)}`],
  ["marks of growing length", (length) => parts((n) => `${"*".repeat((n % 60) + 1)}a`, length)],
  ["marks of growing length, both kinds", (length) => parts((n) => `${"*".repeat((n % 9) + 1)}a${"_".repeat((n % 7) + 1)} `, length)],
  ["openers, then closers", (length) => fill("*a ", length / 2) + fill("a* ", length / 2)],
  ["two kinds of openers, then closers", (length) => fill("*a _a ", length / 2) + fill("a_ ", length / 2)],
  ["emphasis in emphasis", (length) => fill("*a **b ", length / 2) + fill("b** a* ", length / 2)],
  ["links in links", (length) => fill("[", length / 4) + fill("](a)", (length * 3) / 4)],
  ["brackets, closed", (length) => fill("[", length / 2) + fill("]", length / 2)],
  ["pictures in pictures", (length) => fill("![", length / 3) + fill("](a)", (length * 2) / 3)],
  ["brackets of an address", (length) => `[a](${fill("(", length - 4)}`],
  ["ticks of growing length", (length) => parts((n) => `${"`".repeat(n + 1)} `, length)],
  ["definitions of many names", (length) => lines((n) => `[${n}]: a`, length)],
  ["definitions and their use", (length) => fill("[a]: b\n\n", 8) + fill("[a] ", length - 8)],
  ["one long address, used often", (length) => `[a]: ${fill("b", length / 2)}\n\n${fill("[a]", length / 2 - 10)}`],
  ["footnotes of many names", (length) => lines((n) => `[^${n}]\n\n[^${n}]: a\n`, length)],
  ["footnotes in footnotes", (length) => lines((n) => `[^${n}]: [^${n + 1}]\n`, length)],
  ["one footnote, used often", (length) => `[^a]: b\n\n${fill("[^a]", length - 9)}`],
  ["footnotes, deeper by line", (length) => lines((n) => `${"    ".repeat(n)}[^${n}]: a`, length)],
  ["a wide table of short rows", (length) => `${fill("|a", length / 4)}\n${fill("|-", length / 4)}\n${fill("|\n", length / 2 - 2)}`],
  ["a wide table of one-letter rows", (length) => `${fill("|", 1000)}\n${fill("-|", 2000)}-\n${fill("a\n", length - 3003)}`],
  ["a table of full rows", (length) => `|${fill("a|", 40)}\n|${fill("-|", 40)}\n${lines(() => `|${fill("a|", 40)}`, length - 84)}`],
  ["a table of marks", (length) => `|a|b|\n|-|-|\n${fill("|*a|`b\n", length - 12)}`],
  ["a table of links", (length) => `|a|b|\n|-|-|\n${fill("|[a](b)|www.a.b\n", length - 12)}`],
  ["table heads without rows", (length) => lines(() => "a|b", length)],
  ["one line of table heads", (length) => `${fill("a|", length / 2)}\n${fill("-|", length / 2 - 1)}`],
  ["headings of marks", (length) => lines(() => "# *a **b _c [d", length)],
  ["indented code", (length) => lines((n) => `${" ".repeat(4 + (n % 40))}a`, length)],
  ["a fence never closed", (length) => `\`\`\`\n${fill("*a [b](c) ", length - 4)}`],
  ["html and marks", (length) => parts((n) => `<a${n}>*`, length)],
  ["addresses with brackets", (length) => `http://a.b/${fill("(", length / 2)}${fill(")", length / 2 - 11)}`],
  ["an address with a long tail", (length) => `http://a.b/${fill("&a;", length - 11)}`],
  ["an address with dots", (length) => `www.${fill("a.", length - 4)}`],
  ["a mail address of dots", (length) => `${fill("a.", length - 5)}a@b.c`],
  ["mail addresses without end", (length) => `a@${fill("b-", length - 2)}`],
  ["blank lines with spaces", (length) => lines((n) => " ".repeat(n % 100), length)],
  ["spaces before the end of a line", (length) => `a${fill(" ", length - 2)}b`],
  ["tabs in a list", (length) => lines((n) => `-${"\t".repeat(n % 8)}a`, length)],
  ["thematic breaks that are none", (length) => lines(() => `${"- ".repeat(7)}a`, length)],
  ["declarations in C", (length) => `\`\`\`c\n${fill("a ", length - 5)}`],
  ["names in TypeScript", (length) => `\`\`\`ts\n${lines(() => "_".repeat(300), length - 6)}`],
  ["slashes in R", (length) => `\`\`\`r\n${fill("/", length - 5)}`],
  ["blocks of code in all languages", (length) => parts((n) => `\`\`\`${["c", "ts", "r", "sql", "xml"][n % 5]}\na b(\n\`\`\`\n`, length)],
  ["one line of code", (length) => `\`\`\`js\nx=${fill("a(b[c],", length - 8)}`],
  ["braces in a formula", (length) => `$$${fill("{", length / 2)}${fill("}", length / 2 - 4)}$$`],
  ["roots in roots", (length) => `$${fill("\\sqrt{", length / 2)}a$`],
  ["definitions that double", (length) => `$\\def\\a{${fill("bb", length / 4)}}${fill("\\a", length / 2)}$`],
  ["macros of many signs", (length) => lines(() => `$${fill("\\neq", 900)}$`, length)],
  ["formulas of one letter", (length) => fill("$x$ ", length)],
  ["formulas over many lines", (length) => parts((n) => `$$\na_${n}\n$$\n\n`, length)],
  ["matrices", (length) => parts(() => "$$\\begin{matrix}a&b\\\\c&d\\end{matrix}$$\n\n", length)],
  ["times of a video", (length) => fill("1:00 ", length)],
  ["numbers that grow", (length) => lines((n) => `${n + 1}. a`, length)],
];

/** One text of every known kind, `length` code points long. Every text found to be slow is added. */
export function hostileTexts(length = full): HostileText[] {
  const repeated = Object.entries(units).flatMap(([kind, of]) =>
    of.map((unit) => ({ name: `${kind}: ${JSON.stringify(unit)}`, text: fill(unit, length) })),
  );
  return [...repeated, ...grown.map(([name, make]) => ({ name, text: cut(make(length), length) }))];
}

/** Random numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const allUnits = Object.values(units).flat();

/** Repeats a phrase of a few random units, some of them on lines of their own, up to `length`. */
export function fuzzedText(random: () => number, length = full): string {
  const pick = () => allUnits[Math.floor(random() * allUnits.length)] ?? "";
  const glue = () => (random() < 0.25 ? "\n" : random() < 0.2 ? " " : "");
  const phrase = Array.from({ length: 1 + Math.floor(random() * 6) }, () => fill(pick(), Math.ceil(random() ** 3 * 40)) + glue()).join("");
  const before = random() < 0.4 ? fill(pick(), Math.floor(random() * 300)) + glue() : "";
  return cut(before + fill(phrase, length), length);
}
