"use client";
import { MessageSquareMore, MessageSquareOff } from "lucide-react";
import { Name } from "#components/ui/name.tsx";
import type { Claim } from "#lib/contract/discussions.ts";
import { useUser } from "../live/realtime-provider";
import { useNow } from "../ui/local-time";
import { RowAct } from "./row-act";

/** A claim that has not run out; null when nobody is answering. */
function useActiveClaim(claim: Claim | null | undefined): Claim | null {
  const now = useNow();
  return claim && (now === null || Date.parse(claim.until) > now) ? claim : null;
}

/** Who is answering a question, so that no two do. */
export function ClaimWord({ claim }: { claim: Claim | null | undefined }) {
  const { id: me } = useUser();
  const active = useActiveClaim(claim);
  if (!active) return null;
  return (
    <span className="flex min-w-0 items-center gap-1 font-medium text-foreground">
      <MessageSquareMore className="size-3.5 shrink-0" aria-hidden="true" />
      {active.user_id === me ? (
        "You’re answering"
      ) : (
        <>
          <Name className="min-w-0 truncate">{active.name}</Name> is answering
        </>
      )}
    </span>
  );
}

type ActProps = {
  claim: Claim | null | undefined;
  /** The reader is a lecturer of the course, who can end a colleague's claim. */
  canEnd: boolean;
  onClaim: () => void;
  onLetGo: () => void;
};

/** Says that the reader is answering, or that nobody is any more. */
export function ClaimAct({ claim, canEnd, onClaim, onLetGo }: ActProps) {
  const { id: me } = useUser();
  const active = useActiveClaim(claim);
  if (!active) return <RowAct name="I’m answering" icon={MessageSquareMore} onClick={onClaim} />;
  if (active.user_id === me) return <RowAct name="Stop" icon={MessageSquareOff} onClick={onLetGo} />;
  return canEnd ? <RowAct name="Free it" icon={MessageSquareOff} onClick={onLetGo} /> : null;
}
