"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { User } from "#lib/contract/auth.ts";
import { NameFields } from "../forms/name-fields";
import { SaveRow } from "../forms/save-row";
import { useForm } from "../forms/use-form";
import { Problem } from "../ui/problem";

const labels = { first_name: "First name", last_name: "Last name" };

/** Changes the user's own names, as others read them. */
export function ProfileForm({ user }: { user: User }) {
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const { form, errors, problem, busy } = useForm({
    labels,
    isChanged: ({ first_name, last_name }) => first_name !== user.first_name || last_name !== user.last_name,
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
        <NameFields names={user} errors={errors} own />
      </div>
      <SaveRow busy={busy} saved={saved} />
    </form>
  );
}
