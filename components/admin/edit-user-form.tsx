"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { User } from "#lib/contract/auth.ts";
import { useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Problem } from "../ui/problem";
import { SelectField } from "../ui/select-field";
import { roleOptions } from "./role-names";

const labels = { first_name: "First name", last_name: "Last name", email: "Email", role: "Role" };
type Values = Pick<User, "first_name" | "last_name" | "email" | "role">;

/** The names, address and role of a person. Sends only what was changed, so that two admins do not undo each other. */
export function EditUserForm({ user }: { user: User }) {
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const { form, errors, problem, busy } = useForm({
    labels,
    submit: async (values) => {
      setSaved(false);
      const names = Object.keys(labels) as (keyof Values)[];
      const changed = Object.fromEntries(names.filter((name) => values[name] !== user[name]).map((name) => [name, values[name]]));
      if (Object.keys(changed).length > 0) await api<User>("PATCH", `/api/users/${user.id}`, changed);
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
          autoComplete="off"
          defaultValue={user.first_name}
          error={errors.first_name}
          required
        />
        <Field
          label={labels.last_name}
          name="last_name"
          autoComplete="off"
          defaultValue={user.last_name}
          error={errors.last_name}
          required
        />
        <Field
          label={labels.email}
          name="email"
          type="email"
          autoComplete="off"
          spellCheck={false}
          defaultValue={user.email}
          error={errors.email}
          required
        />
        <SelectField label={labels.role} name="role" options={roleOptions} defaultValue={user.role} error={errors.role} />
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
