"use client";
import { Mail } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { MailServer, TestMail } from "#lib/contract/mail.ts";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { LocalTime } from "../ui/local-time";
import { Problem } from "../ui/problem";

/** Whether email is sent here, the last known state of the mail server, and a button for a test email. */
export function MailServerNote({ server }: { server: MailServer }) {
  const router = useRouter();
  const [tested, setTested] = useState<TestMail | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const test = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    setTested(null);
    try {
      setTested(await api<TestMail>("POST", "/api/mail/test"));
      router.refresh();
    } catch (error) {
      setProblem(actionProblem(error));
    }
    setBusy(false);
  };
  return (
    <section aria-labelledby="mail" className="grid gap-2 rounded-xl border bg-card px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Mail className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
        <div className="min-w-0 flex-1 basis-64">
          <h2 id="mail" className="font-semibold">
            Email
          </h2>
          <p className={cn("break-words", server.problem ? "text-destructive" : "text-muted-foreground")}>
            <State server={server} />
          </p>
        </div>
        {server.configured && (
          <Button type="button" variant="outline" size="sm" aria-disabled={busy} onClick={() => void test()}>
            {busy ? "Sending…" : "Send me a test email"}
          </Button>
        )}
      </div>
      <Problem>{problem}</Problem>
      <p role="status" className={cn("break-words empty:hidden", tested && !tested.taken && "font-medium text-destructive")}>
        {tested &&
          (tested.taken
            ? `The mail server accepted an email to ${tested.to}. It said: ${tested.said}`
            : `The email to ${tested.to} wasn’t accepted. ${tested.said}`)}
      </p>
    </section>
  );
}

function State({ server: { configured, at, problem } }: { server: MailServer }) {
  if (!configured) return "Email is off because no mail server is set up. You’ll see links on screen, to pass on yourself.";
  if (!at) return "The mail server hasn’t been tried yet.";
  return (
    <>
      {problem ? "The mail server didn’t accept email when we last tried, " : "The mail server answered when we last tried, "}
      <LocalTime at={at} as="ago" />
      {problem ? `. ${problem}` : "."}
    </>
  );
}
