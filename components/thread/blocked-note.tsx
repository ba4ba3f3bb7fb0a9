import { Ban } from "lucide-react";
import { Name } from "#components/ui/name.tsx";
import { knownTexts } from "#lib/contract/known-texts.ts";

/** The block of the page's student in its course, with its reason; null when they may post. */
export type BlockOf = { reason: string | null };

/** Replaces the composer for a blocked student. */
export function BlockedNote({ block: { reason } }: { block: BlockOf }) {
  return (
    <div className="flex items-start gap-3 rounded-xl border bg-muted px-4 py-3 text-sm leading-relaxed">
      <Ban className="mt-1 size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium">{knownTexts.blocked}.</p>
        {reason && (
          <p className="break-words text-muted-foreground">
            Their reason: <Name>{reason}</Name>
          </p>
        )}
      </div>
    </div>
  );
}
