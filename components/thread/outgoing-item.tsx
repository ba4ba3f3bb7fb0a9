"use client";
import { CircleAlert, Clock } from "lucide-react";
import type { PendingMessage } from "#lib/client/thread/thread-state.ts";
import type { Message } from "#lib/contract/discussions.ts";
import { UnsentActions } from "../outbox/unsent-actions";
import { Markdown } from "../ui/markdown/markdown";
import { MessageHead } from "./message-item";

type Props = {
  outgoing: PendingMessage;
  author: { name: string; role: Message["author_role"] };
  anonymous: boolean;
  onRetry: () => void;
  onDiscard: () => void;
};

/** An own message that is being sent. It is in its final place and shows its state. */
export function OutgoingItem({ outgoing, author, anonymous, onRetry, onDiscard }: Props) {
  const failed = outgoing.state !== "sending";
  const isRetrying = outgoing.state === "retrying";
  const state = failed ? (
    <span className="inline-flex items-center gap-1 font-medium text-destructive text-meta">
      <CircleAlert className="size-3.5" aria-hidden="true" />
      Not sent
    </span>
  ) : (
    <span className="inline-flex items-center gap-1 text-muted-foreground text-meta">
      <Clock className="size-3.5" aria-hidden="true" />
      Sending
    </span>
  );
  return (
    <article aria-label={`Your message, ${failed ? "not sent" : "sending"}`}>
      <MessageHead name={author.name} as={author.role} of={anonymous ? "own-anonymous" : "own"} at={outgoing.createdAt} state={state} />
      <div className="ps-11">
        <div className="opacity-70">
          <Markdown text={outgoing.content} scope={outgoing.key} />
        </div>
        {failed && (
          <div role="alert" className="mt-2 flex flex-wrap items-center gap-2 text-destructive text-sm">
            <span>{outgoing.error}</span>
            <UnsentActions isRetrying={isRetrying} onRetry={onRetry} onDiscard={onDiscard} />
          </div>
        )}
      </div>
    </article>
  );
}
