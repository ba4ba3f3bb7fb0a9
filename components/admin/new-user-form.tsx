"use client";
import { useEffect, useRef, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { api } from "#lib/client/api/api.ts";
import { fullName } from "#lib/contract/full-name.ts";
import { limits } from "#lib/contract/limits.ts";
import type { CreatedUser } from "#lib/contract/users.ts";
import { NameFields } from "../forms/name-fields";
import { useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { CopyLink } from "../ui/copy-link";
import { Field } from "../ui/field";
import { Link } from "../ui/link";
import { Problem } from "../ui/problem";
import { SelectField } from "../ui/select-field";
import { mailText } from "./mail-text";
import { roleOptions } from "./role-names";

const labels = { first_name: "First name", last_name: "Last name", email: "Email", role: "Role", password: "Password" };

/** Makes an account. The person sets a password with a link, or gets one from the admin. */
export function NewUserForm() {
  const [by, setBy] = useState<"link" | "password">("link");
  const [made, setMade] = useState<CreatedUser | null>(null);
  const { form, errors, problem, busy } = useForm({
    labels,
    isChanged: (values) => ["first_name", "last_name", "email"].some((name) => values[name]),
    submit: async ({ first_name, last_name, email, role, password }) => {
      setMade(await api<CreatedUser>("POST", "/api/users", { first_name, last_name, email, role, ...(by === "password" && { password }) }));
    },
    blame: { 409: "email" },
  });
  if (made) return <Made user={made} onNext={() => setMade(null)} />;
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      <div className="grid gap-4 sm:grid-cols-2">
        <NameFields errors={errors} autoFocus />
      </div>
      <Field label={labels.email} name="email" type="email" autoComplete="off" spellCheck={false} error={errors.email} required />
      <SelectField label={labels.role} name="role" options={roleOptions} defaultValue="student" error={errors.role} />
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-semibold text-sm">How they sign in</legend>
        <Way checked={by === "link"} onChoose={() => setBy("link")} title="With an invitation link">
          They choose their own password. You’ll see the link once.
        </Way>
        <Way checked={by === "password"} onChoose={() => setBy("password")} title="With a password from you">
          You pass it on; they can change it in their settings.
        </Way>
      </fieldset>
      {by === "password" && (
        <Field
          label={labels.password}
          name="password"
          type="text"
          autoComplete="off"
          spellCheck={false}
          hint={`At least ${limits.passwordMin} characters.`}
          error={errors.password}
          required
        />
      )}
      <div className="flex gap-2">
        <Button type="submit" aria-disabled={busy}>
          {busy ? "Creating…" : "Create account"}
        </Button>
        <Button asChild variant="ghost">
          <Link href="/admin/users">Cancel</Link>
        </Button>
      </div>
    </form>
  );
}

type WayProps = { checked: boolean; onChoose: () => void; title: string; children: string };

function Way({ checked, onChoose, title, children }: WayProps) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-lg border bg-card px-4 py-3 has-checked:border-accent-strong">
      <input type="radio" name="by" checked={checked} onChange={onChoose} className="mt-1 size-4 accent-accent-strong" />
      <span>
        <span className="block font-medium text-sm">{title}</span>
        <span className="block text-muted-foreground text-sm">{children}</span>
      </span>
    </label>
  );
}

function Made({ user, onNext }: { user: CreatedUser; onNext: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const name = fullName(user);
  return (
    <div className="grid gap-4 rounded-xl border bg-card p-5">
      <h2 ref={heading} tabIndex={-1} className="font-semibold text-lg outline-none">
        <Name>{name}</Name> now has an account
      </h2>
      {user.invitation_url ? (
        <>
          <CopyLink label="Invitation link" url={user.invitation_url} />
          <p className="text-muted-foreground text-sm">
            It’s shown only once, works once, and lets <Name>{name}</Name> choose a password. Lost it? Make another one on their account
            page. {mailText({ mailed: user.mailed ?? false, mail_problem: user.mail_problem ?? null }, 1)}
          </p>
        </>
      ) : (
        <p className="text-muted-foreground text-sm">They can sign in with {user.email} and the password you chose.</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="button" onClick={onNext}>
          Create another
        </Button>
        <Button asChild variant="outline">
          <Link href={`/admin/users/${user.id}`}>Open the account</Link>
        </Button>
      </div>
    </div>
  );
}
