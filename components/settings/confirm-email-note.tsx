"use client";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { ConfirmationMailAnswer, Mailing } from "#lib/contract/auth.ts";
import { Button } from "../ui/button";
import { Problem } from "../ui/problem";

/** Tells people with an unconfirmed address what to do about it. */
export function ConfirmEmailNote({ email, mailed, late: isDelayedAtFirst }: { email: string } & Mailing) {
  const [isDelayed, setDelayed] = useState(isDelayedAtFirst);
  const [queued, setQueued] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setDelayed((await api<ConfirmationMailAnswer>("POST", "/api/auth/email-confirmation/mail")).late);
      setQueued(true);
    } catch (error) {
      setProblem(actionProblem(error));
    }
    setBusy(false);
  };
  return (
    <section
      aria-labelledby="confirm-email"
      className="grid gap-3 rounded-xl border border-accent-strong bg-accent-soft p-5 text-accent-text"
    >
      <h2 id="confirm-email" className="font-semibold">
        {mailed ? "Confirm your email address" : "Your email address isn’t confirmed yet"}
      </h2>
      <p className="min-w-0 break-words text-sm leading-relaxed">
        {mailed
          ? `We’ll email you a link at ${email}. Open it while you’re signed in here. Until then, a lecturer’s class list can’t enrol you.`
          : `Ask an admin to confirm ${email}. Until then, a lecturer’s class list can’t enrol you.`}
      </p>
      <Problem>{problem}</Problem>
      {mailed && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="button" variant="outline" aria-disabled={busy} onClick={() => !busy && void send()}>
            {busy ? "Sending…" : "Send it again"}
          </Button>
          <p role="status" className="text-sm">
            {isDelayed
              ? "Our mail server isn’t accepting email right now. We’ll send the link once it does, or an admin can confirm the address."
              : queued && "It’s queued and may take a minute. Check your spam folder, too."}
          </p>
        </div>
      )}
    </section>
  );
}
