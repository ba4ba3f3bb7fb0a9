/** A fence of Markdown, with its mark. */
const fence = /^ {0,3}(`{3,}|~{3,})/;
/** The prompt of Python at the beginning of a line, which Markdown takes for a quote in a quote in a quote. */
const prompt = /^ {0,3}>>>(?: |$)/;
const blockWord = /^(?:async )?(?:def|class|if|elif|else|for|while|try|except|finally|with|match)\b/;
const colonAtEnd = /:\s*(?:#.*)?$/;
const indented = /^(?: {2}|\t)\s*(?![-+*>]\s|\d+[.)]\s)\S/;
const blank = /^\s*$/;

/** Whether a line opens a block in Python, or in a language with braces. */
function opensBlock(line: string): boolean {
  const code = line.trim();
  return code.endsWith("{") || (blockWord.test(code) && colonAtEnd.test(code));
}

/**
 * Puts fences around pasted code in a text, so that Markdown keeps it as typed: lines of a Python prompt with their output, and blocks
 * whose indentation has a meaning. A text without such code stays as it is. Takes time in proportion to its length.
 */
export function fencePastedCode(text: string): string {
  if (!text.includes(">>>") && !/\n(?: {2}|\t)/.test(text)) return text;
  const lines = text.split("\n");
  const kept: string[] = [];
  let open: string | null = null;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const mark = fence.exec(line)?.[1];
    if (mark && (open === null || (mark[0] === open[0] && mark.length >= open.length))) open = open === null ? mark : null;
    const end = open === null && !mark ? endOfCode(lines, at) : at;
    if (end === at) {
      kept.push(line);
      at += 1;
      continue;
    }
    const code = lines.slice(at, end);
    const ticks = fenceFor(code);
    kept.push(ticks, ...code, ticks);
    at = end;
  }
  return kept.join("\n");
}

/** The line after the code that begins at `start`; `start` itself when none does. */
function endOfCode(lines: string[], start: number): number {
  const first = lines[start] ?? "";
  if (!prompt.test(first) && !(opensBlock(first) && indented.test(lines[start + 1] ?? ""))) return start;
  let end = start;
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (fence.test(line)) break;
    if (!blank.test(line)) end = at + 1;
    else if (!goesOn(lines[at + 1] ?? "")) break;
  }
  return end;
}

/** Whether code continues after an empty line. */
const goesOn = (line: string) => prompt.test(line) || indented.test(line);

/** A fence longer than any in the code. */
function fenceFor(code: string[]): string {
  const longest =
    code
      .join("\n")
      .match(/`+/g)
      ?.reduce((most, ticks) => Math.max(most, ticks.length), 0) ?? 0;
  return "`".repeat(Math.max(3, longest + 1));
}
