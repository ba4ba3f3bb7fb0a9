"use client";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { ApiError, api } from "#lib/client/api/api.ts";
import { limits } from "#lib/contract/limits.ts";
import { FormProblem, useForm } from "../forms/use-form";
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

const labels = Object.fromEntries(fields.map(({ name, label }) => [name, label]));

export function RegisterForm() {
  const { form, errors, problem, busy } = useForm({
    labels,
    submit: async (values, leaveFor) => {
      await api("POST", "/api/auth/register", values).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        // A whole lecture hall may sign up at once, so it says in how many seconds there is room again.
        if (error.status === 429) throw new FormProblem("form", error.message);
        if (error.status !== 409) throw error;
        throw new FormProblem("email", `${error.message}. Sign in instead, or use “Forgot password?” there if you never chose one.`);
      });
      leaveFor((await signIn(values.email ?? "", values.password ?? "")) === null ? "/" : "/login");
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <Problem>{errors.form ?? problem}</Problem>
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
