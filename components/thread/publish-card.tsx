"use client";
import { Megaphone } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { LocalTime, useNow } from "../ui/local-time";

type Props = { thread: Thread; onAnswer: (allow: boolean) => Promise<void> };

/** Asks the asker whether the class may see their question, and tells the staff that they asked. */
export function PublishCard({ thread, onAnswer }: Props) {
  const now = useNow();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const until = thread.publish_asked_until;
  if (until === null || thread.visibility === "class" || (now !== null && Date.parse(until) <= now)) return null;
  if (!thread.mine)
    return (
      <p className="text-muted-foreground text-sm">
        The student was asked whether the class may see this. They can answer until <LocalTime at={until} />.
      </p>
    );
  const answer = async (allow: boolean) => {
    if (working) return;
    setWorking(true);
    setProblem(null);
    await onAnswer(allow).catch((error: unknown) => setProblem(actionProblem(error)));
    setWorking(false);
  };
  return (
    <section aria-label="May the class see this?" className="grid gap-3 rounded-lg border border-accent-strong bg-accent-soft p-4">
      <div className="flex gap-3">
        <Megaphone className="mt-0.5 size-4 shrink-0 text-accent-text" aria-hidden="true" />
        <div className="grid min-w-0 gap-1 text-sm">
          <p className="font-semibold">May the class see this?</p>
          <p>
            The staff would like to show this question and its answers to the class, without your name. Until <LocalTime at={until} /> you
            can answer; no answer means no.
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="button" size="sm" variant="outline" aria-disabled={working} onClick={() => void answer(true)}>
          Allow
        </Button>
        <Button type="button" size="sm" variant="outline" aria-disabled={working} onClick={() => void answer(false)}>
          No
        </Button>
      </div>
      <p role="alert" className="text-destructive text-sm empty:hidden">
        {problem}
      </p>
    </section>
  );
}
