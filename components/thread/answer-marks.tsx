import { Award, CircleCheck } from "lucide-react";
import { Name } from "#components/ui/name.tsx";
import type { Message } from "#lib/contract/discussions.ts";

type Props = { message: Pick<Message, "endorsed_by_name" | "endorsed_at">; accepted: boolean };

/** The marks of an answer: that it was accepted, and which member of the staff endorsed it. */
export function AnswerMarks({ message, accepted }: Props) {
  return (
    <>
      {accepted && (
        <span className="inline-flex items-center gap-1 whitespace-nowrap font-medium text-success text-meta">
          <CircleCheck className="size-3.5" aria-hidden="true" />
          Accepted answer
        </span>
      )}
      {message.endorsed_at !== null && (
        <span className="inline-flex min-w-0 items-center gap-1 font-medium text-accent-text text-meta">
          <Award className="size-3.5 shrink-0" aria-hidden="true" />
          <span className="min-w-0 truncate">
            Endorsed by <Name>{message.endorsed_by_name ?? "the staff"}</Name>
          </span>
        </span>
      )}
    </>
  );
}
