/**
 * The beginning of a text, for lists, toasts and labels: one line, without the marks of Markdown. Leaves `x**2`, `a * b`, `__init__` and
 * `vector<int>` as they are, and everything in code.
 */
export function plainText(markdown: string): string {
  const beginning = markdown.length > lengthMax ? `${markdown.slice(0, lengthMax).replace(halfACharacter, "")}…` : markdown;
  return withoutTables(beginning.replace(fenceLine, ""))
    .replace(lineMarks, "")
    .split(codeSpan)
    .map((part, index) => (index % 2 === 1 ? part.replace(/^`+|`+$/g, "").trim() : withoutMarks(part)))
    .join("")
    .replace(turnsWhatFollows, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The first line with something to read, without the marks of Markdown: what a question is called. Empty when there is none. */
export function firstLine(markdown: string): string {
  const lines = markdown.replace(formula, "[Formula]").split(/\r\n|\n|\r/, lengthMax);
  // Words rather than a picture.
  const line = lines.find((one) => !/^(?:\[[^\]]*\])?$/.test(plainText(one))) ?? lines.find((one) => plainText(one) !== "");
  return line === undefined ? "" : plainText(line);
}

/** More is never on screen, and searching it for marks would take time that grows with its square. */
const lengthMax = 500;
const halfACharacter = /[\uD800-\uDBFF]$/;
/** A line that opens or closes a block of code. */
const fenceLine = /^ {0,3}(?:`{3,}|~{3,})[^`\n]*$/gm;
/** Captured, so that `split` keeps it: every second part is code. A line at Python's prompt is code, too. */
const codeSpan = /(`[^`\n]+`|``[^\n]+?``(?!`)|^ {0,3}>>>(?: [^\n]*)?$)/m;

/** Characters that have what follows them read the other way round, and could make one line say another thing. */
const turnsWhatFollows = /[\u202A-\u202E\u2066-\u2069]/g;

/** The line under the head of a table. Without it, lines with bars are no table. */
const tableRule = /^[ |:]*-[ |:-]*\|[ |:-]*$/gm;
/** The cells of a table's lines, with something between them. */
const withoutTables = (text: string): string =>
  text.search(tableRule) < 0 ? text : text.replace(tableRule, "").replace(/^ {0,3}\|.*$/gm, cellsOf);
const cellsOf = (line: string): string =>
  line
    .split(/(?<!\\)\|/)
    .filter((cell) => cell.trim())
    .join("·");

/** What begins a line: a heading, a task, a quotation. Python's prompt is none. */
const lineMarks = /^ {0,3}(?:#{1,6}[ \t]+|[-*+] \[[ xX]\] |(?!>>>(?: |$))(?:>[ \t]?)+)/gm;

/** A formula between two dollars each. Nobody reads its source. */
const formula = /\$\$[^$]*[\\^_{][^$]*\$\$/g;

/** A picture of ours, by what it shows. Previews may be cut in the middle of its address. */
const picture = /!\[([^\]\n]*)\]\(\/api\/im(?:[^()\s]*\)|[^()\s]*$)/g;

const withoutMarks = (text: string): string =>
  text
    .replace(formula, "[Formula]")
    .replace(picture, (_all, shown: string) => `[${shown || "Picture"}]`)
    .replace(/!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+"[^"\n]*")?\)/g, "$1")
    .replace(/(?<![\w*\\])(\*{1,3})(?=[^\s*])([^\n]*?[^\s*\\])\1(?![\w*])/g, "$2")
    .replace(/(?<![\w~\\])~~(?=[^\s~])([^\n]*?[^\s~\\])~~(?![\w~])/g, "$1")
    .replace(/\\([*_`~#>])/g, "$1");
