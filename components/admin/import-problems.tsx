import { Name } from "#components/ui/name.tsx";
import { grouped } from "#lib/contract/text.ts";
import type { ImportReport } from "#lib/contract/users.ts";
import type { Lecturer } from "../courses/course-fields";
import { NewCourse } from "../courses/new-course";

type Problem = ImportReport["problems"][number];
/** The lines that have the same fault. */
type Fault = { msg: string; person: string | undefined; unknownCourse: string | undefined; lines: number[] };

/** How many faults are shown. A file full of them has one mistake, not two thousand. */
const faultsMax = 100;

/** Each fault once, in the order of its first line. */
export function groupFaults(problems: Problem[]): Fault[] {
  const faults = new Map<string, Fault>();
  for (const { line, msg, person, unknown_course } of problems) {
    const fault = faults.get(msg);
    if (fault) fault.lines.push(line);
    else faults.set(msg, { msg, person, unknownCourse: unknown_course, lines: [line] });
  }
  return [...faults.values()];
}

/** "Line 4", "Lines 2–201", "Lines 2–9, 12 and 40 more". */
export function linesText(lines: number[]): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && line <= last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  const few = ranges.slice(0, 3);
  const rest = ranges.slice(3).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const texts = few.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
  return `${lines.length === 1 ? "Line" : "Lines"} ${texts}${rest > 0 ? ` and ${grouped(rest)} more` : ""}`;
}

type Props = Pick<ImportReport, "problems"> & {
  /** Given when a missing course can be made: its possible lecturers, and what follows. */
  courses?: { lecturers: Lecturer[]; onCreated: () => void };
};

/** What is wrong with lines, each fault once. Offers to make a course that they name. */
export function ImportProblems({ problems, courses }: Props) {
  if (problems.length === 0) return null;
  const faults = groupFaults(problems);
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold text-sm">Lines with a problem</h3>
      <ul className="divide-y rounded-xl border border-destructive/40 bg-card text-sm">
        {faults.slice(0, faultsMax).map(({ msg, person, unknownCourse, lines }) => (
          <li key={msg} className="grid gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <span className="text-muted-foreground tabular-nums">{linesText(lines)}</span>
            <div className="grid min-w-0 justify-items-start gap-2">
              <span className="min-w-0 max-w-full [overflow-wrap:anywhere]">
                {lines.length === 1 && person !== undefined && (
                  <>
                    <Name className="font-medium">{person}</Name>:{" "}
                  </>
                )}
                {msg}
              </span>
              {courses && unknownCourse !== undefined && (
                <NewCourse lecturers={courses.lecturers} title={unknownCourse} onCreated={courses.onCreated} />
              )}
            </div>
          </li>
        ))}
      </ul>
      {faults.length > faultsMax && (
        <p className="text-muted-foreground text-sm">And {grouped(faults.length - faultsMax)} more problems of other kinds.</p>
      )}
    </div>
  );
}
