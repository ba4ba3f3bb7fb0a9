"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { User } from "#lib/contract/auth.ts";
import { NameFields } from "../forms/name-fields";
import { SaveRow } from "../forms/save-row";
import { useForm, type Values } from "../forms/use-form";
import { Field } from "../ui/field";
import { Problem } from "../ui/problem";
import { SelectField } from "../ui/select-field";
import { roleOptions } from "./role-names";

const labels = { first_name: "First name", last_name: "Last name", email: "Email", role: "Role" };

const changesOf = (user: User, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => name in labels && value !== user[name as keyof typeof labels]));

/** The names, address and role of a person. Sends only what was changed, so that two admins do not undo each other. */
export function EditUserForm({ user }: { user: User }) {
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const { form, errors, problem, busy } = useForm({
    labels,
    isChanged: (values) => Object.keys(changesOf(user, values)).length > 0,
    submit: async (values) => {
      setSaved(false);
      const changed = changesOf(user, values);
      if (Object.keys(changed).length > 0) await api<User>("PATCH", `/api/users/${user.id}`, changed);
      setSaved(true);
      router.refresh();
    },
  });
  return (
    <form {...form} className="grid gap-4" onChange={() => setSaved(false)}>
      <Problem>{problem}</Problem>
      {/* The fields begin anew with what another admin saved meanwhile; what the form says of this one's saving stays. */}
      <div key={JSON.stringify(user)} className="grid gap-4 sm:grid-cols-2">
        <NameFields names={user} errors={errors} />
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
      <SaveRow busy={busy} saved={saved} />
    </form>
  );
}
