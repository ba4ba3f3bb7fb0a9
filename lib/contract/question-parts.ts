/** What someone wrote, in prose and in code. */
export type QuestionParts = { prose: string /** The fenced blocks, without their fences. */; code: string[] };

const fence = /^ {0,3}(`{3,}|~{3,})[^`]*$/;

/** Takes the fenced blocks out of a text. A block that isn't closed goes on to the end, as in Markdown. */
export function partsOf(text: string): QuestionParts {
  const prose: string[] = [];
  const code: string[] = [];
  let block: { mark: string; lines: string[] } | null = null;
  for (const line of text.split("\n")) {
    const mark: string | undefined = fence.exec(line)?.[1];
    if (block === null) {
      if (mark === undefined) prose.push(line);
      else block = { mark, lines: [] };
    } else if (mark?.startsWith(block.mark)) {
      code.push(block.lines.join("\n"));
      block = null;
    } else block.lines.push(line);
  }
  if (block !== null) code.push(block.lines.join("\n"));
  return { prose: prose.join("\n").trim(), code };
}

/** How many lines of code a question has: in its fenced blocks and beside it. */
export const codeLines = (blocks: readonly (string | null)[]): number =>
  blocks.reduce((sum, code) => sum + (code?.trim() ? code.trimEnd().split("\n").length : 0), 0);
