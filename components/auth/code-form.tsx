"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { signIn } from "./sign-in";

type Props = {
  /** The email and password that were right in the first step. */
  email: string;
  password: string;
  /** Where to go once signed in. */
  next: string;
  /** Goes back to another address or password. */
  onBack?: () => void;
};

const wrongCode = "This code is wrong or was already used. Try the next one.";

/** The second step of signing in, after the right password: a code of the authenticator app, or a recovery code. */
export function CodeForm({ email, password, next, onBack }: Props) {
  const [recovery, setRecovery] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [empty, setEmpty] = useState(false);
  const enter = async (code: string) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const problem = await signIn(email, password, code);
    if (problem === null) return window.location.assign(next);
    setError(problem === knownTexts.wrongCode ? wrongCode : problem);
    setBusy(false);
  };
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const code = String(new FormData(event.currentTarget).get("code"));
        const missing = code.trim() === "";
        setEmpty(missing);
        if (missing) event.currentTarget.querySelector<HTMLInputElement>("[name=code]")?.focus();
        else void enter(code);
      }}
    >
      <Problem>{error}</Problem>
      <CodeField key={recovery ? "recovery" : "app"} recovery={recovery} missing={empty} />
      <Button type="submit" size="lg" aria-disabled={busy} className="mt-1">
        {busy ? "Signing in…" : "Sign in"}
      </Button>
      <div className="flex flex-wrap justify-between gap-x-6 gap-y-2 text-sm">
        <button
          type="button"
          className="text-accent-text underline underline-offset-4"
          onClick={() => {
            setRecovery(!recovery);
            setEmpty(false);
          }}
        >
          {recovery ? "Use a code from the app" : "Use a recovery code"}
        </button>
        {onBack && (
          <button type="button" className="text-accent-text underline underline-offset-4" onClick={onBack}>
            Back
          </button>
        )}
      </div>
      <p className="text-muted-foreground text-sm">
        Lost both your app and your recovery codes? Ask an admin to turn off two-factor sign-in for you.
      </p>
    </form>
  );
}

/** The field for a code of one kind or the other. */
function CodeField({ recovery, missing }: { recovery: boolean; missing: boolean }) {
  if (recovery)
    return (
      <Field
        label="Recovery code"
        name="code"
        hint="One of the codes you saved when you turned on two-factor sign-in. Each works once."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="[&_input]:font-mono"
        error={missing ? "Enter a recovery code." : undefined}
        required
        autoFocus
      />
    );
  return (
    <Field
      label="Code"
      name="code"
      hint="Enter the 6-digit code from your authenticator app."
      inputMode="numeric"
      autoComplete="one-time-code"
      className="[&_input]:font-mono [&_input]:tracking-widest"
      error={missing ? "Enter the code." : undefined}
      required
      autoFocus
    />
  );
}
