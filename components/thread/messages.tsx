"use client";
import { Button } from "#components/ui/button.tsx";
import type { Outgoing } from "#lib/client/thread/thread-state.ts";
import type { Message, Thread } from "#lib/contract/discussions.ts";
import { LocalTime } from "../ui/local-time";
import { BestAnswers } from "./best-answers";
import { type MessageActs, useMessageActs } from "./message-acts";
import { MessageItem } from "./message-item";
import { OutgoingItem } from "./outgoing-item";

type Props = {
  me: { name: string; role: Message["author_role"] };
  thread: Thread;
  messages: Message[];
  outgoing: Outgoing[];
  /** The receipt below the user's own last message, the question included (ISO). */
  seenAt: string | null;
  /** Null when everything is loaded. */
  older: { loading: boolean; problem: string | null } | null;
  onOlder: () => void;
  does: MessageActs;
  onRetry: (outgoing: Outgoing) => void;
  onDiscard: (key: string) => void;
};

/** From this number of messages on the browser may skip rendering those far from the screen. */
const many = 60;

/** The messages below the question, and those that are being sent. */
export function Messages({ me, thread, messages, outgoing, seenAt, older, onOlder, does, onRetry, onDiscard }: Props) {
  const actsOn = useMessageActs(thread);
  const isAnonymous = thread.mine && thread.anonymous;
  const seen = outgoing.length === 0 ? seenAt : null;
  return (
    <section aria-label="Messages" className="grid gap-4">
      {older && (
        <div className="grid justify-items-center gap-2">
          <Button type="button" variant="outline" size="sm" disabled={older.loading} onClick={onOlder}>
            {older.loading ? "Loading…" : "Show earlier messages"}
          </Button>
          <p className="hidden text-sm print:block">Earlier messages aren’t printed here.</p>
          {older.problem && (
            <p role="alert" className="text-destructive text-sm">
              {older.problem}
            </p>
          )}
        </div>
      )}
      {messages.length + outgoing.length === 0 && (
        <p className="py-4 text-center text-muted-foreground text-sm">
          {thread.kind === "announcement" ? "No replies yet." : "No answer yet."}
        </p>
      )}
      {messages.length > 0 && <BestAnswers messages={messages} acceptedId={thread.accepted_message_id} hasOlder={older !== null} />}
      <ol className="grid gap-6 empty:hidden">
        {messages.map((message) => (
          <li
            key={message.id}
            className={
              messages.length > many
                ? "[contain-intrinsic-size:auto_8rem] [content-visibility:auto] print:[content-visibility:visible]"
                : undefined
            }
          >
            <MessageItem
              message={message}
              of={message.author_user_id !== thread.my_author_id ? "other" : isAnonymous ? "own-anonymous" : "own"}
              accepted={message.id === thread.accepted_message_id}
              acts={actsOn(message).join()}
              does={does}
            />
          </li>
        ))}
        {outgoing.map((one) => (
          <li key={one.key}>
            <OutgoingItem
              outgoing={one}
              author={me}
              anonymous={isAnonymous}
              onRetry={() => onRetry(one)}
              onDiscard={() => onDiscard(one.key)}
            />
          </li>
        ))}
      </ol>
      <p className="min-h-4 ps-11 text-muted-foreground text-meta" role="status">
        {seen && (
          <>
            Seen <LocalTime at={seen} />
          </>
        )}
      </p>
    </section>
  );
}
