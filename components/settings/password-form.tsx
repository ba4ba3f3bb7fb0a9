"use client";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { CurrentPassword, NewPassword } from "../forms/password-fields";
import { SaveRow } from "../forms/save-row";
import { useForm } from "../forms/use-form";
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
      <CurrentPassword label={labels.current_password} name="current_password" error={errors.current_password} />
      <NewPassword label={labels.new_password} name="new_password" error={errors.new_password} />
      <SaveRow
        busy={busy}
        saved={done}
        text="Change password"
        busyText="Changing…"
        savedText="Changed. You’re signed out everywhere else."
      />
    </form>
  );
}
