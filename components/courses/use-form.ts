import { type FormEvent, useEffect, useRef, useState } from "react";
import { ApiError } from "#lib/client/api";
import { actionProblem } from "../discussions/sending";

/** What the fields of a form hold, by name; files are left out. */
export type Values = Record<string, string>;

/**
 * Sends a form once at a time. What the server has against a field stands beside it (`errors`, by the field's name), what it has against
 * the whole under `problem`; the first wrong field gets the focus. `send` may throw the same way (`FormProblem`) before it asks anybody.
 */
export function useForm(labels: Values, send: (values: Values) => Promise<void>) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Values>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  const submit = async (values: Values) => {
    if (busy) return;
    setBusy(true);
    setErrors({});
    setProblem(null);
    try {
      await send(values);
    } catch (error) {
      if (error instanceof FormProblem) setErrors({ [error.field]: error.message });
      else {
        const named = error instanceof ApiError ? error.details.filter(({ param }) => param in labels) : [];
        if (named.length > 0) setErrors(Object.fromEntries(named.map(({ param, msg }) => [param, `${labels[param]} ${msg}.`])));
        else setProblem(actionProblem(error));
      }
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = [...new FormData(event.currentTarget)].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
    void submit(Object.fromEntries(values));
  };
  return { props: { ref: form, onSubmit, noValidate: true }, errors, problem, busy };
}

/** What is wrong with one field, found before anything was sent. */
export class FormProblem extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
