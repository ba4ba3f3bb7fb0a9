import { Hand } from "lucide-react";
import { grouped } from "#lib/contract/text.ts";
import { cn } from "./cn";
import { counted } from "./counted";

type Props = { votes: number; voted: boolean; onVote: ((voted: boolean) => void) | null };

/** `2 others have this question` */
export const othersText = (votes: number): string => `${counted(votes, "other has", "others have")} this question`;

/** How many others have the same question, and the button with which a classmate says so. Who can't vote sees the number only. */
export function MeToo({ votes, voted, onVote }: Props) {
  const count = grouped(votes);
  if (onVote === null) return votes === 0 ? null : <p className="text-muted-foreground text-sm tabular-nums">{othersText(votes)}</p>;
  return (
    <button
      type="button"
      aria-pressed={voted}
      onClick={() => onVote(!voted)}
      className={cn(
        "relative inline-flex h-9 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full border px-3 font-medium text-sm tabular-nums transition-colors",
        voted ? "border-accent-strong bg-accent-soft text-accent-text" : "bg-card hover:bg-muted",
      )}
    >
      <Hand className="size-4" aria-hidden="true" />
      Me too
      {votes > 0 && <span>{count}</span>}
    </button>
  );
}
