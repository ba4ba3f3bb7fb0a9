"use client";
import { Download, Link2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { download } from "#lib/client/files.ts";
import type { MadeLinks } from "#lib/contract/users.ts";
import { useAskBeforeLeaving } from "../forms/use-ask-before-leaving";
import { Button } from "../ui/button";
import { counted } from "../ui/counted";
import { Dialog } from "../ui/dialog";
import { Select } from "../ui/field";
import { Problem } from "../ui/problem";
import { mailText } from "./mail-text";
import { toCsv } from "./report-csv";
import { roleOptions } from "./role-names";

type Props = { courses: { id: string; title: string }[] };

const peopleText = (count: number) => counted(count, "person", "people");

/** A button and its dialog. Makes new links for everyone who has never signed in, by role or course. */
export function NewLinks({ courses }: Props) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} type="button" variant="outline" onClick={() => setOpen(true)}>
        <Link2 aria-hidden="true" />
        New links
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="New links"
        text="For people who haven’t chosen a password yet. Their earlier links stop working."
        opener={opener}
      >
        <NewLinksForm courses={courses} />
      </Dialog>
    </>
  );
}

function NewLinksForm({ courses }: Props) {
  const [role, setRole] = useState("");
  const [course, setCourse] = useState("");
  const [count, setCount] = useState<number | null>(null);
  const [made, setMade] = useState<MadeLinks | null>(null);
  const [isKept, setKept] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useAskBeforeLeaving(made && !isKept ? "You haven’t downloaded the links, and we can’t show them again. Leave anyway?" : null);
  const who = JSON.stringify({ ...(role && { role }), ...(course && { course_id: course }) });
  useEffect(() => {
    let isStale = false;
    setCount(null);
    setProblem(null);
    api<MadeLinks>("POST", "/api/users/links", JSON.parse(who)).then(
      ({ people }) => !isStale && setCount(people),
      (error: unknown) => !isStale && setProblem(actionProblem(error)),
    );
    return () => {
      isStale = true;
    };
  }, [who]);
  const make = async () => {
    if (busy || !count) return;
    setBusy(true);
    try {
      setMade(await api<MadeLinks>("POST", "/api/users/links", { ...JSON.parse(who), confirm: true }));
    } catch (error) {
      setProblem(actionProblem(error));
    }
    setBusy(false);
  };
  const save = ({ links }: MadeLinks) => {
    const header = ["email", "first_name", "last_name", "role", "invitation_url"];
    const rows = links.map(({ email, first_name, last_name, role: of, url }) => [email, first_name, last_name, of, url]);
    download("new-links.csv", "text/csv;charset=utf-8", toCsv([header, ...rows]));
    setKept(true);
  };
  if (made)
    return (
      <div className="grid justify-items-start gap-4">
        <p role="status">
          {peopleText(made.links.length)} {made.links.length === 1 ? "has" : "have"} a new link. Links work once, for seven days, and are
          shown only now. {mailText(made, made.links.length)}
          {made.people > made.links.length && ` ${peopleText(made.people - made.links.length)} are left: choose a course and continue.`}
        </p>
        <Button type="button" onClick={() => save(made)}>
          <Download aria-hidden="true" />
          Download the links
        </Button>
      </div>
    );
  return (
    <div className="grid gap-4">
      <Problem>{problem}</Problem>
      <Select label="Role" value={role} onChange={({ target }) => setRole(target.value)}>
        <option value="">All roles</option>
        {roleOptions.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <Select label="Course" value={course} onChange={({ target }) => setCourse(target.value)}>
        <option value="">Any course, or none</option>
        {courses.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      <p role="status" className="text-muted-foreground text-sm">
        {count === null ? "Counting…" : count === 0 ? "Everyone there has chosen a password." : ""}
      </p>
      <Button type="button" className="justify-self-end" aria-disabled={busy || !count} onClick={() => void make()}>
        {busy ? "Making links…" : count ? `Make links for ${peopleText(count)}` : "Make links"}
      </Button>
    </div>
  );
}
