"use client";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { limits } from "#lib/contract/limits.ts";
import { useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Problem } from "../ui/problem";

const labels = { current_password: "Current password", new_password: "New password" };

/** Changes the password. Every other browser and device then has to sign in with it. */
export function PasswordForm({ email, onChanged }: { email: string; onChanged?: () => void }) {
  const [done, setDone] = useState(false);
  const { form, errors, problem, busy } = useForm({
    labels,
    submit: async ({ current_password, new_password }) => {
      setDone(false);
      await api("POST", "/api/auth/password", { current_password, new_password });
      form.ref.current?.reset();
      setDone(true);
      onChanged?.();
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      {/* For password managers: whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={labels.current_password}
        name="current_password"
        type="password"
        autoComplete="current-password"
        error={errors.current_password}
        required
      />
      <Field
        label={labels.new_password}
        name="new_password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${limits.passwordMin} characters. A short phrase works well.`}
        error={errors.new_password}
        required
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" variant="inForm" aria-disabled={busy}>
          {busy ? "Changing…" : "Change password"}
        </Button>
        <p role="status" className="text-success text-sm">
          {done && "Changed. You’re signed out everywhere else."}
        </p>
      </div>
    </form>
  );
}
