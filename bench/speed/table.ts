/** One line of the table of speeds. */
export type Line = {
  bar: string;
  what: string;
  ours: string;
  floor: string;
  /** Ours in floors, or, without a floor, the figure itself. */
  ratio: number;
  /** What `ratio` may be at most, or has to be at least. */
  atMost?: number;
  atLeast?: number;
  rounds?: number;
  void?: number;
};

export const isMet = ({ ratio, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY, rounds = 1 }: Line): boolean =>
  rounds > 0 && ratio <= atMost && ratio >= atLeast;

/** Prints lines below each other, as a table of Markdown, so that it can be kept as it is. */
export function printTable(lines: Line[]): void {
  const rows = lines.map((line) => [
    line.bar,
    line.what,
    line.ours,
    line.floor,
    line.ratio >= 100 ? line.ratio.toFixed(0) : line.ratio.toPrecision(2),
    line.atMost !== undefined ? `≤ ${line.atMost}` : line.atLeast !== undefined ? `≥ ${line.atLeast}` : "–",
    line.rounds === 0 ? "void" : isMet(line) ? "met" : "NOT met",
    line.rounds === undefined ? "" : `${line.rounds} of ${line.rounds + (line.void ?? 0)}`,
  ]);
  const head = ["", "what", "ours", "floor", "ratio", "bar", "", "rounds"];
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const text = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  console.log(text(head));
  console.log(`| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  for (const row of rows) console.log(text(row));
}
