"use client";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { ForgotPasswordAnswer } from "#lib/contract/auth.ts";
import { useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Problem } from "../ui/problem";

/** Asks for a link to a new password. Afterwards it says the same whether or not there is such an account. */
export function ForgotForm() {
  const [asked, setAsked] = useState<({ email: string } & ForgotPasswordAnswer) | null>(null);
  const { form, errors, problem, busy } = useForm({
    labels: { email: "Email" },
    submit: async ({ email = "" }) => {
      setAsked({ email, ...(await api<ForgotPasswordAnswer>("POST", "/api/auth/password/forgot", { email })) });
    },
  });
  if (asked) return <Asked {...asked} onAgain={() => setAsked(null)} />;
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        spellCheck={false}
        hint="The address you sign in with."
        error={errors.email}
        required
        autoFocus
      />
      <Button type="submit" size="lg" aria-disabled={busy} className="mt-1">
        {busy ? "Sending…" : "Send me a link"}
      </Button>
    </form>
  );
}

type AskedProps = { email: string; onAgain: () => void } & ForgotPasswordAnswer;

function Asked({ email, mailed, late, onAgain }: AskedProps) {
  return (
    <div role="status" className="grid gap-3 leading-relaxed">
      {mailed ? (
        <>
          <p>
            If there’s an account for <strong className="break-words font-semibold">{email}</strong>, we’ll email a link to that address. It
            works once, for an hour.
          </p>
          <p className="text-muted-foreground text-sm">
            {late
              ? "It may take a while: our mail server isn’t accepting email right now. In a hurry? Ask an admin for a link."
              : "Nothing after a few minutes? Check your spam folder, or ask an admin for a link."}
          </p>
        </>
      ) : (
        <p>We can’t send email from here. Ask an admin for a link to choose a new password.</p>
      )}
      <Button type="button" variant="outline" className="justify-self-start" onClick={onAgain}>
        Try another address
      </Button>
    </div>
  );
}
