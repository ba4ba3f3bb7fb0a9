"use client";
import { useState } from "react";
import { MeToo as MeTooButton } from "#components/ui/me-too.tsx";
import { toast } from "#components/ui/toast.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { readsAsClassmate } from "#lib/client/thread/question-state.ts";
import type { Thread } from "#lib/contract/discussions.ts";

type Props = {
  thread: Thread;
  archived: boolean;
  /** Only the button, in a list. */
  brief?: boolean;
  onVote: (voted: boolean) => Promise<void>;
};

/** How many others have the same question, and for classmates the button that says so. */
export function MeTooCard({ thread, archived, brief = false, onVote }: Props) {
  const [working, setWorking] = useState(false);
  const { kind, visibility, votes, voted } = thread;
  if (kind !== "question" || visibility !== "class") return null;
  if (archived || !readsAsClassmate(thread)) {
    return <MeTooButton votes={votes} voted={voted} onVote={null} />;
  }
  const toggle = async () => {
    if (working) return;
    setWorking(true);
    await onVote(!voted).catch((error: unknown) => toast.error(actionProblem(error)));
    setWorking(false);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <MeTooButton votes={votes} voted={voted} onVote={() => void toggle()} />
      {!brief && (
        <span className="text-muted-foreground text-meta">
          {voted ? "You’ll be notified of the answer, unless you choose otherwise." : "Have the same question?"}
        </span>
      )}
    </div>
  );
}
