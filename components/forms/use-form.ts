import { type FormEvent, useEffect, useRef, useState } from "react";
import { ApiError } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { missingIn } from "./missing-fields";
import { useAskBeforeLeaving } from "./use-ask-before-leaving";

/** The values of a form, by the names of its fields; files are left out. */
export type Values = Record<string, string>;

type Options = {
  /** The labels of fields, by the server's names. */
  labels: Record<string, string>;
  /**
   * Sends it. Throws the server's refusal, or `FormProblem` for a field. `leaveFor` loads another page; until that is here, the form stays
   * busy.
   */
  submit: (values: Values, leaveFor: (href: string) => void) => Promise<void>;
  /** The field to which a refusal of the whole form belongs, by status. */
  blame?: Record<number, string>;
  /** For a form that changes what is there: whether it holds something that is not saved. Leaving the page asks then. */
  isChanged?: (values: Values) => boolean;
};

/** The texts of a form; files are left out. */
const valuesOf = (form: HTMLFormElement): Values =>
  Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));

/**
 * A form for our REST, one submission at a time. What is required and empty is named beside its field. So is the server's objection to a
 * field, and the first such field gets the focus. Any other refusal is `problem`.
 */
export function useForm({ labels, submit, blame = {}, isChanged = () => false }: Options) {
  const ref = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [isUnsaved, setIsUnsaved] = useState(false);
  useAskBeforeLeaving(isUnsaved ? "You have changes that aren’t saved. Leave anyway?" : null);
  useEffect(() => {
    if (Object.keys(errors).length > 0) ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  const send = async (form: HTMLFormElement) => {
    if (busy) return;
    const missing = missingIn(form);
    setErrors(missing);
    setProblem(null);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    let isLeaving = false;
    const leaveFor = (href: string) => {
      isLeaving = true;
      window.location.assign(href);
    };
    try {
      await submit(valuesOf(form), leaveFor);
      setIsUnsaved(false);
    } catch (error) {
      const wrong = fieldErrors(error, labels, blame);
      setErrors(wrong);
      if (Object.keys(wrong).length === 0) setProblem(actionProblem(error));
    } finally {
      if (!isLeaving) setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void send(event.currentTarget);
  };
  const onInput = ({ currentTarget }: FormEvent<HTMLFormElement>) => setIsUnsaved(isChanged(valuesOf(currentTarget)));
  /** `method` is for a form that is sent before hydration, so that its values never go into an address. */
  return { form: { ref, onSubmit, onInput, noValidate: true, method: "post" }, errors, problem, busy } as const;
}

/** A fault of one field, in words of the form. */
export class FormProblem extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** The server's objections to single fields, as sentences. */
export function fieldErrors(error: unknown, labels: Record<string, string>, blame: Record<number, string> = {}): Record<string, string> {
  if (error instanceof FormProblem) return { [error.field]: error.message };
  if (!(error instanceof ApiError)) return {};
  const field = blame[error.status];
  if (field !== undefined) return { [field]: `${error.message}.`.replace(/\.\.$/, ".") };
  const known = error.details.filter(({ param }) => param in labels);
  return Object.fromEntries(known.map(({ param, msg }) => [param, `${labels[param]} ${msg}.`]));
}
