"use client";
import { Download } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { base64Of, download } from "#lib/client/files.ts";
import { limits } from "#lib/contract/limits.ts";
import { grouped } from "#lib/contract/text.ts";
import type { ImportReport } from "#lib/contract/users.ts";
import type { Lecturer } from "../courses/course-fields";
import { fileClass } from "../ui/field-class";
import { Problem } from "../ui/problem";
import type { ChosenColumns } from "./column-map";
import { ImportDone, ImportPreview } from "./import-report";

/** The largest file that fits into one request, in bytes, because base64 makes four of three. */
const largest = Math.floor(((limits.jsonBodyBytes - 1024) * 3) / 4);

const example = "email,first_name,last_name,role,course\r\nada@example.edu,Ada,Lovelace,student,Programming 1: Python\r\n";

type Preview = { name: string; csv_base64: string; columns: ChosenColumns; report: ImportReport };

/** Makes many accounts from a file: choose it, look through it, confirm it. Nothing is written before that. */
export function ImportPeople({ lecturers }: { lecturers: Lecturer[] }) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const shown = preview && `${preview.name} ${preview.report.confirmed}`;
  useEffect(() => {
    if (shown) result.current?.focus();
  }, [shown]);

  const send = async (name: string, csv_base64: string, confirm: boolean, columns: ChosenColumns = {}) => {
    setBusy(true);
    setProblem(null);
    try {
      const report = await api<ImportReport>("POST", "/api/users/import", { csv_base64, confirm, columns });
      setPreview({ name, csv_base64, columns, report });
    } catch (error) {
      setProblem(actionProblem(error));
    }
    setBusy(false);
  };
  const choose = async (file: File) => {
    setPreview(null);
    if (file.size > largest) return setProblem(`This file is too large. The limit is ${Math.floor(largest / 1000)} kB, so split it.`);
    const csv = await base64Of(file).catch(() => null);
    if (csv === null) return setProblem("Your browser couldn’t read this file. Choose it again.");
    if (csv === "") return setProblem("This file is empty.");
    await send(file.name, csv, false);
  };
  const confirm = () => preview && !busy && void send(preview.name, preview.csv_base64, true, preview.columns);

  if (preview?.report.confirmed)
    return (
      <div ref={result} tabIndex={-1} className="outline-none">
        <ImportDone report={preview.report} onAgain={() => setPreview(null)} />
      </div>
    );
  return (
    <div className="grid gap-6">
      <ChooseFile busy={busy} onFile={(file) => void choose(file)} />
      <Problem>{problem}</Problem>
      {preview && (
        <div ref={result} tabIndex={-1} className="outline-none">
          <ImportPreview
            name={preview.name}
            report={preview.report}
            lecturers={lecturers}
            busy={busy}
            onConfirm={confirm}
            onCancel={() => setPreview(null)}
            onAgain={(columns) => !busy && void send(preview.name, preview.csv_base64, false, columns)}
          />
        </div>
      )}
    </div>
  );
}

function ChooseFile({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const id = useId();
  return (
    <div className="grid gap-3 rounded-xl border bg-card p-5">
      <label htmlFor={id} className="font-semibold">
        CSV file
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        disabled={busy}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // So that the same file, corrected, can be chosen again.
          event.target.value = "";
          if (file) onFile(file);
        }}
        className={fileClass}
      />
      <div id={`${id}-hint`} className="grid gap-2 text-muted-foreground text-sm leading-relaxed">
        <p>
          A header line with <code>email, first name, last name, role</code> and, optionally, <code>course</code> (its title or id), in any
          order. Then one line per person, or one per course for people in several. Roles are student, lecturer and admin. Up to{" "}
          {grouped(limits.importRowsMax)} lines.
        </p>
        <p>
          <button
            type="button"
            className="inline-flex items-center gap-1.5 font-medium text-accent-text underline underline-offset-4"
            onClick={() => download("people.csv", "text/csv", example)}
          >
            <Download className="size-4" aria-hidden="true" />
            Download an example
          </button>
        </p>
      </div>
    </div>
  );
}
