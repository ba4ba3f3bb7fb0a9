"use client";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { ApiError, api } from "#lib/client/api/api.ts";
import { limits } from "#lib/contract/limits.ts";
import { missingIn } from "../forms/missing-fields";
import { signIn } from "./sign-in";

const fields = [
  { name: "first_name", label: "First name", type: "text", autoComplete: "given-name" },
  { name: "last_name", label: "Last name", type: "text", autoComplete: "family-name" },
  { name: "email", label: "Email", type: "email", autoComplete: "username" },
  {
    name: "password",
    label: "Password",
    type: "password",
    autoComplete: "new-password",
    hint: `At least ${limits.passwordMin} characters. A short phrase works well.`,
  },
] as const;

export function RegisterForm() {
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Moves to the first field with an error, so that a screen reader reads it.
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, [errors]);
  const join = async (values: Record<string, string>) => {
    if (busy) return;
    setBusy(true);
    setErrors({});
    try {
      await api("POST", "/api/auth/register", values);
      const problem = await signIn(values.email ?? "", values.password ?? "");
      return window.location.assign(problem === null ? "/" : "/login");
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 409)
        return setErrors({ email: `${error.message}. Sign in instead, or use “Forgot password?” there if you never chose one.` });
      const named = error.details.map(({ param, msg }) => [param, `${fields.find(({ name }) => name === param)?.label ?? param} ${msg}.`]);
      setErrors(named.length > 0 ? Object.fromEntries(named) : { form: error.message });
    }
  };
  return (
    <form
      ref={form}
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const missing = missingIn(event.currentTarget);
        if (Object.keys(missing).length > 0) return setErrors(missing);
        void join(Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)])));
      }}
    >
      <Problem>{errors.form}</Problem>
      <div className="grid gap-4 sm:grid-cols-2">
        {fields.map((field) => (
          <Field
            key={field.name}
            {...field}
            error={errors[field.name]}
            required
            className={field.name.endsWith("_name") ? "" : "sm:col-span-2"}
          />
        ))}
      </div>
      <Button type="submit" size="lg" aria-disabled={busy} className="mt-1">
        {busy ? "Creating your account…" : "Create account"}
      </Button>
    </form>
  );
}
