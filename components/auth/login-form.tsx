"use client";
import { type ReactNode, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { missingIn } from "../forms/missing-fields";
import type { Values } from "../forms/use-form";
import { Link } from "../ui/link";
import { CodeForm } from "./code-form";
import { safeNextAt } from "./safe-next";
import { signIn } from "./sign-in";

type DemoAccount = { label: string; email: string; password: string };

type Props = {
  next: string | undefined;
  demo: DemoAccount[];
  /** Shown below the form of the first step. */
  children: ReactNode;
};

export function LoginForm({ next, demo, children }: Props) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState<Values>({});
  const errorId = useId();
  /** The email and password that were right, once a code is needed as well. */
  const [proven, setProven] = useState<{ email: string; password: string } | null>(null);
  const enter = async (email: string, password: string) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const problem = await signIn(email, password);
    if (problem === null) return window.location.assign(safeNextAt(next, window.location.hash));
    if (problem === knownTexts.codeRequired) setProven({ email, password });
    else setError(problem);
    setBusy(false);
  };
  if (proven) return <CodeForm {...proven} next={safeNextAt(next, window.location.hash)} onBack={() => setProven(null)} />;
  return (
    <>
      <form
        method="post"
        noValidate
        className="grid gap-4"
        aria-describedby={error ? errorId : undefined}
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const empty = missingIn(event.currentTarget);
          const [first] = Object.keys(empty);
          setMissing(empty);
          if (first) event.currentTarget.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
          else void enter(String(form.get("email")), String(form.get("password")));
        }}
      >
        <Problem id={errorId}>{error}</Problem>
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          spellCheck={false}
          error={missing.email}
        />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required error={missing.password} />
        <Button type="submit" size="lg" aria-disabled={busy} className="mt-1">
          {busy ? "Signing in…" : "Sign in"}
        </Button>
        <Link href="/forgot-password" className="justify-self-start text-accent-text text-sm underline underline-offset-4">
          Forgot password?
        </Link>
      </form>
      <DemoAccounts accounts={demo} busy={busy} onEnter={enter} />
      {children}
    </>
  );
}

type DemoProps = { accounts: DemoAccount[]; busy: boolean; onEnter: (email: string, password: string) => Promise<void> };

/** A button for each demo account; nothing where there are none. */
function DemoAccounts({ accounts, busy, onEnter }: DemoProps) {
  if (accounts.length === 0) return null;
  return (
    <section aria-labelledby="demo" className="mt-8 border-t pt-6">
      <h2 id="demo" className="mb-3 text-muted-foreground text-sm">
        Try the demo as
      </h2>
      <div className="grid grid-cols-3 gap-2">
        {accounts.map(({ label, email, password }) => (
          <Button key={email} type="button" variant="outline" aria-disabled={busy} onClick={() => void onEnter(email, password)}>
            {label}
          </Button>
        ))}
      </div>
    </section>
  );
}
