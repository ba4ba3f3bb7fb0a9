import type { FiguresRow } from "#lib/contract/queue-figures.ts";
import { grouped } from "#lib/contract/text.ts";
import { Link } from "../ui/link";
import { formatMoment, momentChip, spokenMoment } from "../ui/moment";
import { Name } from "../ui/name";
import { Figure, shareOf, spanOf } from "./figure-values";

const columns: { name: string; value: (row: FiguresRow) => string | null }[] = [
  { name: "Waiting", value: ({ waiting }) => grouped(waiting) },
  { name: "Asked", value: ({ asked }) => grouped(asked) },
  { name: "Answered", value: ({ answered }) => grouped(answered) },
  { name: "Median", value: (row) => spanOf(row.median_first_answer_seconds) },
  { name: "Within 24\u00a0h", value: (row) => shareOf(row.answered_within_24h) },
];

/** On a phone the name has a line of its own above the figures, which stand in the same columns in each row. */
const rowClass =
  "grid gap-x-1.5 px-4 max-sm:grid-cols-[minmax(0,4.6fr)_minmax(0,3.8fr)_minmax(0,6fr)_minmax(0,6fr)_minmax(0,4.4fr)] sm:grid-cols-[minmax(0,1fr)_repeat(3,4.5rem)_6rem_5.5rem] sm:gap-x-3 sm:px-3";
const nameClass = "min-w-0 text-start max-sm:col-span-5";
const figureClass = "whitespace-normal tabular-nums sm:text-end";

/** The figures of courses and their lectures, and the hot moments of each lecture. */
export function FiguresTable({ rows }: { rows: FiguresRow[] }) {
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: a row is a grid, and then Safari forgets what the parts of a table are.
    <table role="table" className="relative block text-sm">
      <caption className="sr-only">Questions by course and lecture</caption>
      <thead role="rowgroup" className="block text-muted-foreground text-meta">
        <tr role="row" className={`${rowClass} items-end pb-1`}>
          <th role="columnheader" scope="col" className={`${nameClass} font-normal max-sm:sr-only`}>
            Lecture
          </th>
          {columns.map(({ name }) => (
            <th key={name} role="columnheader" scope="col" className={`${figureClass} text-start font-normal`}>
              {name}
            </th>
          ))}
          <th role="columnheader" scope="col" className="sr-only">
            Hot moments
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup" className="block divide-y border-y">
        {rows.map((row) => (
          <tr key={row.id} role="row" className={`${rowClass} gap-y-1 py-2 ${row.kind === "course" ? "bg-muted font-semibold" : ""}`}>
            <th role="rowheader" scope="row" className={`${nameClass} ${row.kind === "course" ? "font-semibold" : "font-medium"}`}>
              <Title row={row} />
            </th>
            {columns.map(({ name, value }) => (
              <td key={name} role="cell" className={figureClass}>
                <Figure value={value(row)} />
              </td>
            ))}
            <td role="cell" className="col-span-full empty:hidden">
              <HotMoments row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: a row is a grid, and then Safari forgets what the parts of a table are.
  );
}

const Title = ({ row: { kind, id, title } }: { row: FiguresRow }) => (
  <Link href={kind === "course" ? `/courses/${id}` : `/videos/${id}`} className="line-clamp-2 hover:underline">
    <Name>{title}</Name>
  </Link>
);

/** Where most students asked. Each leads into the lecture at that second. */
function HotMoments({ row: { id, title, moments } }: { row: FiguresRow }) {
  if (moments.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 text-meta text-muted-foreground">
      <span aria-hidden="true">Hot moments</span>
      <ul aria-label={`Hot moments of ${title}`} className="contents">
        {moments.map(({ seconds, students }) => (
          <li key={seconds}>
            <Link href={`/videos/${id}?t=${seconds}`} className={`${momentChip} h-6 gap-1.5 hover:underline`}>
              <span aria-hidden="true">{formatMoment(seconds)}</span>
              <span className="sr-only">At {spokenMoment(seconds)}: </span>
              <span className="font-normal text-muted-foreground">{grouped(students)} students</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
