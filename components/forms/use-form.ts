import { type FormEvent, useEffect, useRef, useState } from "react";
import { ApiError } from "#lib/client/api/api";
import { actionProblem } from "#lib/client/api/problems";

/** What a form holds, by the names of its fields; files are left out. */
export type Values = Record<string, string>;

type Options = {
  /** Names of the fields as the form shows them, by the names that the server uses. */
  labels: Record<string, string>;
  /** Sends it; throws what the server said, or `FormProblem` before anybody is asked. */
  submit: (values: Values) => Promise<void>;
  /** What the server says of the whole that belongs to one field, by status. */
  blame?: Record<number, string>;
};

/**
 * A form that is sent by our REST, one submission at a time. What the server has against a field stands beside it, and the first such
 * field gets the focus; anything else is `problem`.
 */
export function useForm({ labels, submit, blame = {} }: Options) {
  const ref = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (Object.keys(errors).length > 0) ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  const send = async (form: HTMLFormElement) => {
    if (busy) return;
    setBusy(true);
    setErrors({});
    setProblem(null);
    try {
      const texts = [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
      await submit(Object.fromEntries(texts));
    } catch (error) {
      const wrong = fieldErrors(error, labels, blame);
      setErrors(wrong);
      if (Object.keys(wrong).length === 0) setProblem(actionProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void send(event.currentTarget);
  };
  /** `method` is for a form that is sent before the page is alive: its values never go into an address. */
  return { form: { ref, onSubmit, noValidate: true, method: "post" }, errors, problem, busy } as const;
}

/** What is wrong with one field, found before anything was sent. */
export class FormProblem extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** What the server has against single fields, as sentences. */
export function fieldErrors(error: unknown, labels: Record<string, string>, blame: Record<number, string> = {}): Record<string, string> {
  if (error instanceof FormProblem) return { [error.field]: error.message };
  if (!(error instanceof ApiError)) return {};
  const field = blame[error.status];
  if (field !== undefined) return { [field]: `${error.message}.`.replace(/\.\.$/, ".") };
  const known = error.details.filter(({ param }) => param in labels);
  return Object.fromEntries(known.map(({ param, msg }) => [param, `${labels[param]} ${msg}.`]));
}
