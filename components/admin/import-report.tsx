"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { download } from "#lib/client/files.ts";
import { grouped } from "#lib/contract/text.ts";
import type { ImportedRow, ImportReport } from "#lib/contract/users.ts";
import type { Lecturer } from "../courses/course-fields";
import { useAskBeforeLeaving } from "../forms/use-ask-before-leaving";
import { Button } from "../ui/button";
import { counted } from "../ui/counted";
import { Link } from "../ui/link";
import { type ChosenColumns, ColumnMap } from "./column-map";
import { ImportProblems } from "./import-problems";
import { mailText, plannedMailText } from "./mail-text";
import { reportCsv } from "./report-csv";
import { roleNames } from "./role-names";

/** How many lines are shown. Problems are always shown. */
const linesMax = 20;

type PreviewProps = {
  name: string;
  report: ImportReport;
  lecturers: Lecturer[];
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  /** Reads the file again, with other columns, or after a course was made. */
  onAgain: (columns: ChosenColumns) => void;
};

/** What a file would do, and every line of it that can’t be imported. */
export function ImportPreview({ name, report, lecturers, busy, onConfirm, onCancel, onAgain }: PreviewProps) {
  const { rows, problems, accounts, enrolments, unconfirmed } = report;
  const nothing = accounts === 0 && enrolments === 0 && unconfirmed === 0;
  return (
    <section aria-labelledby="preview" className="grid gap-5">
      <div>
        <h2 id="preview" className="break-words font-semibold text-lg">
          What <Name>{name}</Name> would do
        </h2>
        <p className="mt-1">
          {counted(accounts, "new account", "new accounts")}, {counted(enrolments, "new enrolment", "new enrolments")}.{" "}
          {problems.length > 0 && `${counted(problems.length, "line", "lines")} can’t be imported.`}
        </p>
        {accounts + unconfirmed > 0 && <p className="mt-1 text-muted-foreground text-sm">{plannedMailText(report)}</p>}
        <Unconfirmed count={unconfirmed} />
      </div>
      <ColumnMap {...report} disabled={busy} onChange={onAgain} />
      <ImportProblems problems={problems} courses={{ lecturers, onCreated: () => onAgain(report.columns) }} />
      {rows.length > 0 && <Rows rows={rows} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="button" aria-disabled={busy || nothing} onClick={() => !nothing && onConfirm()}>
          {busy ? "Importing…" : nothing ? "Nothing to import" : problems.length > 0 ? "Import the valid lines" : "Import"}
        </Button>
        <Button type="button" variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

/** What an import has done, with the links, which are never shown again. */
export function ImportDone({ report, onAgain }: { report: ImportReport; onAgain: () => void }) {
  const { rows, problems, accounts, enrolments, unconfirmed } = report;
  const links = rows.filter(({ invitation_url }) => invitation_url !== undefined).length;
  const [isKept, setKept] = useState(links === 0);
  useAskBeforeLeaving(isKept ? null : `You haven’t downloaded ${counted(links, "link", "links")} that can’t be shown again. Leave anyway?`);
  const save = () => {
    download("people-with-links.csv", "text/csv;charset=utf-8", reportCsv(rows));
    setKept(true);
  };
  return (
    <section aria-labelledby="done" className="grid gap-5">
      <div>
        <h2 id="done" className="font-semibold text-lg">
          Imported
        </h2>
        <p className="mt-1">
          {counted(accounts, "account", "accounts")}, {counted(enrolments, "enrolment", "enrolments")} added.
          {problems.length > 0 && ` ${counted(problems.length, "line was", "lines were")} skipped.`}
        </p>
        <Unconfirmed count={unconfirmed} />
      </div>
      {links > 0 && (
        <div className="grid justify-items-start gap-3 rounded-xl border border-accent-strong bg-accent-soft p-5 text-accent-text">
          <p>
            {counted(links, "link is", "links are")} shown only once. Download {links === 1 ? "it" : "them"} before you leave this page.{" "}
            {mailText(report, links)}
          </p>
          <Button type="button" onClick={save}>
            <Download aria-hidden="true" />
            Download the report with the links
          </Button>
        </div>
      )}
      <ImportProblems problems={problems} />
      <Rows rows={rows} />
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="outline">
          <Link href="/admin/users">Go to People</Link>
        </Button>
        {isKept && (
          <Button type="button" variant="ghost" onClick={onAgain}>
            Import another file
          </Button>
        )}
      </div>
    </section>
  );
}

/** Anyone can sign up with any address. So a list does not let an unconfirmed account in. */
function Unconfirmed({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="mt-1 text-sm">
      {count === 1
        ? "One address belongs to an unconfirmed account. That person gets a link, and the list applies to them once they use it."
        : `${grouped(count)} addresses belong to unconfirmed accounts. Each person gets a link, and the list applies to them once they use it.`}
    </p>
  );
}

const says = ({ account, enrolment, course }: ImportedRow): string => {
  const enrols =
    (enrolment === "new" && course && `enrolled in ${course.title}`) ||
    (enrolment === "pending" && course && `enrolled in ${course.title} once they use their link`) ||
    null;
  const who = { new: "new account", existing: "has an account", unconfirmed: "account not confirmed, gets a link" }[account];
  return [who, enrols ?? (enrolment === "existing" && course ? `already in ${course.title}` : null)].filter(Boolean).join(", ");
};

function Rows({ rows }: { rows: ImportedRow[] }) {
  const rest = rows.length - linesMax;
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold text-sm">{counted(rows.length, "valid line", "valid lines")}</h3>
      <ul className="divide-y rounded-xl border bg-card text-sm">
        {rows.slice(0, linesMax).map((row) => (
          <li key={row.line} className="grid gap-x-4 px-4 py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_5rem_minmax(0,3fr)]">
            <span className="truncate font-medium">
              <Name>
                {row.first_name} {row.last_name}
              </Name>
            </span>
            <span className="truncate text-muted-foreground">{row.email}</span>
            <span>{roleNames[row.role]}</span>
            <span className={row.account === "unconfirmed" ? "min-w-0 text-muted-foreground" : "truncate text-muted-foreground"}>
              {says(row)}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="text-muted-foreground text-sm">And {grouped(rest)} more.</p>}
    </div>
  );
}
