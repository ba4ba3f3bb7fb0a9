"use client";
import { Award, CircleCheck } from "lucide-react";
import { Name } from "#components/ui/name.tsx";
import { bestAnswers } from "#lib/client/thread/question-state.ts";
import type { Message } from "#lib/contract/discussions.ts";
import { plainText } from "../ui/plain-text";

type Props = {
  messages: Message[];
  acceptedId: string | null;
  /** Whether there are earlier messages, which are not loaded. */
  hasOlder: boolean;
};

const look = "flex h-8 min-w-0 items-center gap-1.5 rounded-lg border bg-card px-2.5 text-meta hover:bg-muted";

/**
 * The answers that were accepted or endorsed, above the conversation, which keeps its order: each leads to its message. The row has its
 * height with and without them, so that nothing moves under the pointer when an answer is accepted.
 */
export function BestAnswers({ messages, acceptedId, hasOlder }: Props) {
  const best = bestAnswers(messages, acceptedId);
  // The link has it loaded (use-older.ts).
  const further = hasOlder && acceptedId !== null && !messages.some(({ id }) => id === acceptedId) ? acceptedId : null;
  // One that stands right below needs no link.
  const isNext = best.length === 1 && best[0]?.id === messages[0]?.id && !hasOlder;
  const isEmpty = further === null && (best.length === 0 || isNext);
  return (
    <div className="flex h-10 min-w-0 items-center gap-3 border-b print:hidden">
      <h2 className="shrink-0 font-semibold text-sm">{isEmpty ? "Replies" : "Best answers"}</h2>
      {!isEmpty && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled has to be reachable by keyboard
        <section tabIndex={0} aria-label="Best answers" className="min-w-0 overflow-x-auto rounded-lg">
          <ul className="flex min-w-0 gap-2">
            {further !== null && (
              <li className="shrink-0">
                <a href={`#message-${further}`} className={look}>
                  <CircleCheck className="size-3.5 shrink-0 text-success" aria-hidden="true" />
                  Accepted answer, further up
                </a>
              </li>
            )}
            {best.map((message) => (
              <li key={message.id} className="min-w-40 max-w-72 shrink">
                <Jump message={message} accepted={message.id === acceptedId} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Jump({ message, accepted }: { message: Message; accepted: boolean }) {
  const Icon = accepted ? CircleCheck : Award;
  return (
    <a href={`#message-${message.id}`} className={look}>
      <Icon className={`size-3.5 shrink-0 ${accepted ? "text-success" : "text-accent-text"}`} aria-hidden="true" />
      <span className="sr-only">{accepted ? "Accepted answer by" : "Endorsed answer by"}</span>
      <span className="max-w-28 shrink-0 truncate font-medium">
        <Name>{message.author_name}</Name>
      </span>
      <span dir="auto" className="min-w-0 truncate text-muted-foreground">
        {plainText(message.content)}
      </span>
    </a>
  );
}
