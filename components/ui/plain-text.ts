/**
 * The beginning of a text, for lists, toasts and labels: one line, without the marks of Markdown. Leaves `x**2`, `a * b`, `__init__` and
 * `vector<int>` as they are, and everything in code.
 */
export function plainText(markdown: string): string {
  const beginning = markdown.length > lengthMax ? `${markdown.slice(0, lengthMax).replace(halfACharacter, "")}…` : markdown;
  return beginning
    .replace(fenceLine, "")
    .split(codeSpan)
    .map((part, index) => (index % 2 === 1 ? part.replace(/^`+|`+$/g, "").trim() : withoutMarks(part)))
    .join("")
    .replace(turnsWhatFollows, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The first line with something to read, without the marks of Markdown: what a question is called. Empty when there is none. */
export function firstLine(markdown: string): string {
  const lines = markdown.split(/\r\n|\n|\r/, lengthMax);
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
const tableRule = /^[ |]*-[ |:-]*\|[ |:-]*$/m;

/** A formula on lines of its own, which may be cut off. Nobody reads its source. */
const formula = /\$\$[^$]+(?:\$\$|$)/g;

/** A picture of ours, by what it shows. Previews may be cut in the middle of its address. */
const picture = /!\[([^\]\n]*)\]\(\/api\/im(?:[^()\s]*\)|[^()\s]*$)/g;

/** The cells of a line of a table, with something between them. */
const cellsOf = (line: string): string =>
  tableRule.test(line)
    ? ""
    : line
        .split("|")
        .filter((cell) => cell.trim())
        .join("·");

const withoutMarks = (text: string): string =>
  (tableRule.test(text) ? text.replace(/^ {0,3}\|.*$/gm, cellsOf) : text)
    .replace(formula, "[Formula]")
    .replace(/^ {0,3}[-*+] \[[ xX]\] /gm, "")
    .replace(picture, (_all, shown: string) => `[${shown || "Picture"}]`)
    .replace(/^ {0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+)/gm, "")
    .replace(/!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+"[^"\n]*")?\)/g, "$1")
    .replace(/(?<![\w*\\])(\*{1,3})(?=[^\s*])([^\n]*?[^\s*\\])\1(?![\w*])/g, "$2")
    .replace(/(?<![\w~\\])~~(?=[^\s~])([^\n]*?[^\s~\\])~~(?![\w~])/g, "$1")
    .replace(/\\([*_`~#>])/g, "$1");
