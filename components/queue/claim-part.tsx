"use client";
import { Hand } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import type { Claim } from "#lib/contract/discussions.ts";
import { useNow } from "../ui/local-time";

type Props = {
  claim: Claim | null;
  me: string;
  /** The reader is a lecturer of the course, who may end a colleague's claim. */
  mayEnd: boolean;
  onClaim: () => void;
  onLetGo: () => void;
};

/** Who is answering a question, so that no two do; the button with which one says so. */
export function ClaimPart({ claim, me, mayEnd, onClaim, onLetGo }: Props) {
  const now = useNow();
  const held = claim !== null && (now === null || Date.parse(claim.until) > now) ? claim : null;
  if (!held)
    return (
      <Button type="button" size="sm" variant="outline" onClick={onClaim}>
        <Hand aria-hidden="true" />
        I’m answering
      </Button>
    );
  const isMine = held.user_id === me;
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1.5 rounded-lg bg-accent-soft ps-3 text-accent-text text-sm">
      <Hand className="size-4 shrink-0" aria-hidden="true" />
      <span className="min-w-0 truncate py-1.5">
        {isMine ? (
          "You’re answering"
        ) : (
          <>
            <Name>{held.name}</Name> is answering
          </>
        )}
      </span>
      {isMine || mayEnd ? (
        <Button type="button" size="sm" variant="ghost" onClick={onLetGo}>
          {isMine ? "Stop" : "Free it"}
        </Button>
      ) : (
        <span className="w-1.5" />
      )}
    </span>
  );
}
