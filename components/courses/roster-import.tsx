"use client";
import { FileUp } from "lucide-react";
import { type ChangeEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { base64Of } from "#lib/client/files.ts";
import type { RosterImport as Report } from "#lib/contract/courses.ts";
import { limits } from "#lib/contract/limits.ts";
import { counted } from "../ui/counted";
import { fileClass } from "../ui/field-class";
import { Problem } from "../ui/problem";
import { formatBytes } from "../uploads/transfer-text";
import { hidesAccounts, RosterImportReport } from "./roster-import-report";

type Props = { courseId: string; onImported: (added: number) => void };

/** The largest file, in bytes: base64 takes four bytes for three, and the rest of the body a few. */
const maxBytes = Math.floor(((limits.jsonBodyBytes - 1000) * 3) / 4);

/** Imports a list of people into a course: choose a file, see what it would do, line by line, and then confirm. */
export function RosterImport({ courseId, onImported }: Props) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} type="button" variant="outline" onClick={() => setOpen(true)}>
        <FileUp aria-hidden="true" />
        Import a list
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Import a list"
        text="A CSV file with a column named email; other columns are ignored. You’ll see what it does before anything changes."
        opener={opener}
      >
        <ImportSteps courseId={courseId} onImported={onImported} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function ImportSteps({ courseId, onImported, onClose }: Props & { onClose: () => void }) {
  const [chosen, setChosen] = useState<{ name: string; base64: string } | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const send = async (base64: string, confirm: boolean) => {
    setBusy(true);
    setProblem(null);
    try {
      const next = await api<Report>("POST", `/api/courses/${courseId}/roster/import`, { csv_base64: base64, confirm });
      setReport(next);
      if (next.confirmed) onImported(next.enrolled.length);
    } catch (error) {
      setProblem(actionProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (!file) return;
    setReport(null);
    setChosen(null);
    if (file.size > maxBytes) return setProblem(`This file is ${formatBytes(file.size)}. The limit is ${formatBytes(maxBytes)}.`);
    const base64 = await base64Of(file).catch(() => null);
    if (base64 === null) return setProblem("Your browser couldn’t read this file. Choose it again.");
    setChosen({ name: file.name, base64 });
    await send(base64, false);
  };

  const due = report ? report.enrolled.length + report.unconfirmed.length : 0;
  return (
    <div className="grid gap-4">
      {!report?.confirmed && (
        <label className="grid gap-1.5 font-semibold text-sm">
          CSV file
          <input
            type="file"
            accept=".csv,text/csv,text/plain"
            onChange={(event) => void choose(event)}
            className={`${fileClass} font-normal`}
          />
        </label>
      )}
      <Problem>{problem}</Problem>
      {busy && !report && (
        <p role="status" className="text-muted-foreground text-sm">
          Reading the file…
        </p>
      )}
      {report && <RosterImportReport report={report} />}
      <div className="flex justify-end gap-2">
        <Button type="button" variant="outline" onClick={onClose}>
          {report?.confirmed ? "Close" : "Cancel"}
        </Button>
        {report && !report.confirmed && chosen && due > 0 && (
          <Button type="button" aria-disabled={busy} onClick={() => !busy && void send(chosen.base64, true)}>
            {hidesAccounts(report) ? "Enrol them" : `Enrol ${counted(due, "student", "students")}`}
          </Button>
        )}
      </div>
    </div>
  );
}
