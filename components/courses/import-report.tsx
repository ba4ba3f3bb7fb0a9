import type { RosterImport } from "#lib/contract/courses";

/** What an import would do, or did: how many, and by line everything it leaves out. */
export function ImportReport({ report }: { report: RosterImport }) {
  const { confirmed, enrolled, already_enrolled, unknown, problems } = report;
  const left = [
    ...problems.map(({ line, msg }) => ({ line, text: msg })),
    ...unknown.map(({ line, email }) => ({ line, text: `${email}: no student has this address` })),
  ].sort((a, b) => a.line - b.line);
  return (
    <div className="grid gap-4 text-sm">
      <p role="status" className="font-medium">
        {confirmed ? doneText(enrolled.length) : planText(enrolled.length)}
        {already_enrolled.length > 0 && ` ${already_enrolled.length} ${already_enrolled.length === 1 ? "is" : "are"} in it already.`}
        {!confirmed && left.length > 0 && ` ${left.length === 1 ? "One line is" : `${left.length} lines are`} left out.`}
      </p>
      {left.length > 0 && (
        <section aria-label="Lines that are left out" className="grid gap-1.5">
          <h3 className="font-semibold">Left out</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
          <ul tabIndex={0} className="grid max-h-56 gap-1 overflow-y-auto rounded-lg border bg-card p-3">
            {left.map(({ line, text }) => (
              <li key={`${line} ${text}`} className="flex gap-3">
                <span className="w-16 shrink-0 text-muted-foreground tabular-nums">Line {line}</span>
                <span className="min-w-0 break-words">{text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!confirmed && enrolled.length > 0 && (
        <details>
          <summary className="cursor-pointer font-semibold">Who is enrolled by it</summary>
          <ul className="mt-1.5 grid max-h-56 gap-1 overflow-y-auto rounded-lg border bg-card p-3">
            {enrolled.map(({ line, email, name }) => (
              <li key={line} className="min-w-0 break-words">
                {name} <span className="text-muted-foreground">{email}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const students = (count: number) => (count === 1 ? "1 student" : `${count} students`);
const planText = (count: number) => (count === 0 ? "Nobody would be enrolled by this file." : `${students(count)} would be enrolled.`);
const doneText = (count: number) => `${students(count)} ${count === 1 ? "was" : "were"} enrolled. Nobody is notified of it.`;
