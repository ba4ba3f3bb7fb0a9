"use client";
import { Download, Link2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { api } from "#lib/client/api";
import type { MadeLinks } from "#lib/contract/users";
import { actionProblem } from "../forms/problems";
import { useAskBeforeLeaving } from "../layout/use-ask-before-leaving";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Select } from "../ui/field";
import { Problem } from "../ui/problem";
import { download } from "./files";
import { mailWords } from "./mail-words";
import { csvOf } from "./report-csv";
import { roleOptions } from "./role-names";

type Props = { courses: { id: string; title: string }[] };

const peopleText = (count: number) => (count === 1 ? "1 person" : `${count.toLocaleString("en")} people`);

/** New links for everybody who has never signed in, of a role or of a course: a button and the window behind it. */
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
        text="For those who have never chosen a password. Links they were given before stop working."
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
  useAskBeforeLeaving(made && !isKept ? "The links are not downloaded yet and cannot be shown again. Leave all the same?" : null);
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
    download("new-links.csv", "text/csv;charset=utf-8", csvOf([header, ...rows]));
    setKept(true);
  };
  if (made)
    return (
      <div className="grid justify-items-start gap-4">
        <p role="status">
          {peopleText(made.links.length)} {made.links.length === 1 ? "has" : "have"} a new link, good once, for seven days. They are shown
          only now. {mailWords(made, made.links.length)}
          {made.people > made.links.length && ` ${peopleText(made.people - made.links.length)} are left: choose a course, and go on.`}
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
        <option value="">All courses, and none</option>
        {courses.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      <p role="status" className="text-muted-foreground text-sm">
        {count === null ? "Counting…" : count === 0 ? "Everybody there has chosen a password." : ""}
      </p>
      <Button type="button" className="justify-self-end" aria-disabled={busy || !count} onClick={() => void make()}>
        {busy ? "Making them…" : count ? `Make links for ${peopleText(count)}` : "Make links"}
      </Button>
    </div>
  );
}
