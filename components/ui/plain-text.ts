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

/** A picture of ours, by what it shows. Previews may be cut in the middle of its address. */
const picture = /!\[([^\]\n]*)\]\(\/api\/im(?:[^()\s]*\)|[^()\s]*$)/g;

const withoutMarks = (text: string): string =>
  text
    .replace(picture, (_all, shown: string) => `[${shown || "Picture"}]`)
    .replace(/^ {0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+)/gm, "")
    .replace(/!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+"[^"\n]*")?\)/g, "$1")
    .replace(/(?<![\w*\\])(\*{1,3})(?=[^\s*])([^\n]*?[^\s*\\])\1(?![\w*])/g, "$2")
    .replace(/(?<![\w~\\])~~(?=[^\s~])([^\n]*?[^\s~\\])~~(?![\w~])/g, "$1")
    .replace(/\\([*_`~#>])/g, "$1");
