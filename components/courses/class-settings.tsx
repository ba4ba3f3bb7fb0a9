"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import type { ClassSettingsBody, ClassSettings as Settings } from "#lib/contract/class.ts";
import { anonymities, classQuestions, postings } from "#lib/contract/names.ts";
import { FormProblem, useForm, type Values } from "../forms/use-form";
import { Problem } from "../ui/problem";
import { SelectField } from "../ui/select-field";
import { useInBrowser } from "../ui/use-in-browser";
import { CourseSection } from "./course-section";
import { fromLocalInput, toLocalInput } from "./local-input";

type Words<Value extends string> = Record<Value, { label: string; about: string }>;
const questionWords: Words<Settings["class_questions"]> = {
  off: { label: "Off", about: "Students can only ask the staff, in private." },
  on: { label: "On", about: "Students can ask the whole class instead of only the staff." },
  default: { label: "On, preselected", about: "Questions go to the whole class unless the student makes them private." },
};
const anonymityWords: Words<Settings["anonymity"]> = {
  off: { label: "Off", about: "The class always sees who asked." },
  allowed: { label: "Allowed", about: "Students can hide their name from the class. Staff can look it up, and each look is logged." },
  default: { label: "Allowed, preselected", about: "The class doesn’t see who asked unless the student shows their name." },
};
const postingWords: Words<Settings["posting"]> = {
  open: { label: "Open", about: "Students can ask and answer." },
  closed: { label: "Closed", about: "Students can read, but not ask or answer. Staff still can." },
};
const optionsOf = <Value extends string>(values: readonly Value[], words: Words<Value>) =>
  values.map((value) => ({ value, label: words[value].label }));

const labels = {
  class_questions: "Class questions",
  anonymity: "Anonymous questions",
  posting: "Posting",
  closed_from: "The start",
  closed_until: "The end",
};

/** Sends only what was changed, because a colleague may be changing something else. Times are those of the reader's clock. */
export function classChangesOf(initial: Settings, values: Values): ClassSettingsBody {
  const one = <Value extends string>(all: readonly Value[], name: keyof Settings) => {
    const chosen = all.find((value) => value === values[name]);
    return chosen !== undefined && chosen !== initial[name] ? { [name]: chosen } : {};
  };
  const time = (name: "closed_from" | "closed_until") =>
    values[name] === toLocalInput(initial[name]) ? {} : { [name]: fromLocalInput(values[name] ?? "") };
  return {
    ...one(classQuestions, "class_questions"),
    ...one(anonymities, "anonymity"),
    ...one(postings, "posting"),
    ...time("closed_from"),
    ...time("closed_until"),
  };
}

/** What students may ask the class, and when they may post. */
export function ClassSettings({ courseId, initial }: { courseId: string; initial: Settings }) {
  const router = useRouter();
  const { form, errors, problem, busy } = useForm({
    labels,
    isChanged: (values) => Object.keys(classChangesOf(initial, values)).length > 0,
    submit: async (values) => {
      const { closed_from: from = "", closed_until: until = "" } = values;
      if (from !== "" && until !== "" && until <= from) throw new FormProblem("closed_until", "The end must be after the start.");
      const changes = classChangesOf(initial, values);
      if (Object.keys(changes).length === 0) return void toast("No changes to save");
      await api("PATCH", `/api/courses/${courseId}/settings`, changes);
      toast("Saved");
      router.refresh();
    },
  });
  return (
    <CourseSection title="Questions and posting">
      <form {...form} className="grid w-full gap-5">
        <Problem>{problem}</Problem>
        <Choice
          label="Class questions"
          name="class_questions"
          initial={initial.class_questions}
          values={classQuestions}
          words={questionWords}
        />
        <Choice label="Anonymous questions" name="anonymity" initial={initial.anonymity} values={anonymities} words={anonymityWords} />
        <Choice label="Posting" name="posting" initial={initial.posting} values={postings} words={postingWords} />
        <ClosedTimes initial={initial} error={errors.closed_from} untilError={errors.closed_until} />
        <Button type="submit" variant="inForm" aria-disabled={busy} className="justify-self-start">
          {busy ? "Saving…" : "Save question settings"}
        </Button>
      </form>
    </CourseSection>
  );
}

type ChoiceProps<Value extends string> = { label: string; name: string; initial: Value; values: readonly Value[]; words: Words<Value> };

/** A choice that says in a sentence what it means. */
function Choice<Value extends string>({ label, name, initial, values, words }: ChoiceProps<Value>) {
  const [chosen, setChosen] = useState(initial);
  return (
    <SelectField
      label={label}
      name={name}
      value={chosen}
      onChange={(event) => setChosen(values.find((value) => value === event.target.value) ?? initial)}
      options={optionsOf(values, words)}
      hint={words[chosen].about}
    />
  );
}

type TimesProps = { initial: Settings; error: string | undefined; untilError: string | undefined };

/** When posting is closed for a while. Only a browser knows the reader's clock, so the fields are filled after hydration. */
function ClosedTimes({ initial, error, untilError }: TimesProps) {
  const key = useInBrowser() ? "here" : "server";
  const of = (at: string | null) => (key === "here" ? toLocalInput(at) : "");
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-semibold text-sm">Closed for an exam</legend>
      <p className="text-muted-foreground text-sm">Students can’t post between these times. Times are in your time zone.</p>
      <div key={key} className="grid gap-4 sm:grid-cols-2">
        <Field label="From" name="closed_from" type="datetime-local" defaultValue={of(initial.closed_from)} error={error} />
        <Field label="Until" name="closed_until" type="datetime-local" defaultValue={of(initial.closed_until)} error={untilError} />
      </div>
    </fieldset>
  );
}
