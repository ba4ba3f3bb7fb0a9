"use client";
import { MessageSquareMore } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { useNow } from "../ui/local-time";

type Props = { meId: string; thread: Thread; onClaim: (claimed: boolean) => Promise<void> };

/** Who of the staff is answering, so that no two do. Students see nothing of it. */
export function ClaimBar({ meId, thread: { claim: storedClaim, kind, status, waiting }, onClaim }: Props) {
  const now = useNow();
  const [working, setWorking] = useState(false);
  const claim = storedClaim && (now === null || Date.parse(storedClaim.until) > now) ? storedClaim : null;
  if (storedClaim === undefined || kind !== "question" || status === "resolved" || (!waiting && claim === null)) return null;
  const change = async (to: boolean) => {
    if (working) return;
    setWorking(true);
    await onClaim(to).catch((error: unknown) => toast.error(actionProblem(error)));
    setWorking(false);
  };
  const isMine = claim?.user_id === meId;
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      {claim && (
        <p role="status" className="inline-flex min-w-0 items-center gap-1.5 font-medium text-accent-text">
          <MessageSquareMore className="size-4 shrink-0" aria-hidden="true" />
          <span className="min-w-0 break-words">{isMine ? "You’re answering" : <Answering name={claim.name} />}</span>
        </p>
      )}
      {(claim === null || isMine) && (
        <Button type="button" size="sm" variant="outline" aria-disabled={working} onClick={() => void change(!isMine)}>
          {isMine ? "Stop" : "I’m answering"}
        </Button>
      )}
    </div>
  );
}

const Answering = ({ name }: { name: string }) => (
  <>
    <Name>{name}</Name> is answering
  </>
);
