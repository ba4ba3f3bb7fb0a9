"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { ListedUser } from "#lib/contract/users.ts";
import { Button } from "../ui/button";
import { Problem } from "../ui/problem";

/** Shows whether a person's address is confirmed. Lets an admin who knows the person confirm it. */
export function ConfirmUser({ user }: { user: Pick<ListedUser, "id" | "email_confirmed"> }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await api<ListedUser>("POST", `/api/users/${user.id}/email-confirmation`);
      router.refresh();
    } catch (error) {
      setProblem(actionProblem(error));
    }
    setBusy(false);
  };
  if (user.email_confirmed !== false)
    return (
      <p role="status" className="text-sm">
        Confirmed
      </p>
    );
  return (
    <div className="grid gap-3">
      <p role="status" className="font-medium text-sm">
        Not confirmed yet
      </p>
      <p className="text-muted-foreground text-sm leading-relaxed">
        They signed up themselves, and anyone can enter any address. Only confirm it if you know that this account is theirs. If you aren’t
        sure, make a link below and give it to the person you know: using it sets a new password and signs everyone else out.
      </p>
      <Problem>{problem}</Problem>
      <Button type="button" variant="outline" className="justify-self-start" aria-disabled={busy} onClick={() => !busy && void confirm()}>
        {busy ? "Confirming…" : "Confirm this address"}
      </Button>
    </div>
  );
}
