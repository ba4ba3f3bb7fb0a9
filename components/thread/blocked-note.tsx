import { Ban } from "lucide-react";
import { Name } from "#components/ui/name";
import { texts } from "#lib/contract/errors";

/** Whether the student of a page may post in its course, and why not; null when they may. */
export type BlockOf = { reason: string | null };

/** Stands where a blocked student would write. */
export function BlockedNote({ block: { reason } }: { block: BlockOf }) {
  return (
    <div className="flex items-start gap-3 rounded-xl border bg-muted px-4 py-3 text-sm leading-relaxed">
      <Ban className="mt-1 size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium">{texts.blocked}.</p>
        {reason && (
          <p className="break-words text-muted-foreground">
            Their reason: <Name>{reason}</Name>
          </p>
        )}
      </div>
    </div>
  );
}
