"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { User } from "#lib/contract/auth.ts";
import { useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Problem } from "../ui/problem";

const labels = { first_name: "First name", last_name: "Last name" };

/** Changes the user's own names, as others read them. */
export function ProfileForm({ user }: { user: User }) {
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const { form, errors, problem, busy } = useForm({
    labels,
    submit: async (names) => {
      setSaved(false);
      await api<User>("PATCH", "/api/auth/me", names);
      setSaved(true);
      router.refresh();
    },
  });
  return (
    <form {...form} className="grid gap-4" onChange={() => setSaved(false)}>
      <Problem>{problem}</Problem>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={labels.first_name}
          name="first_name"
          autoComplete="given-name"
          defaultValue={user.first_name}
          error={errors.first_name}
          required
        />
        <Field
          label={labels.last_name}
          name="last_name"
          autoComplete="family-name"
          defaultValue={user.last_name}
          error={errors.last_name}
          required
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" aria-disabled={busy}>
          {busy ? "Saving…" : "Save"}
        </Button>
        <p role="status" className="text-success text-sm">
          {saved && "Saved."}
        </p>
      </div>
    </form>
  );
}
