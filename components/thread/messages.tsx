"use client";
import { Button } from "#components/ui/button.tsx";
import type { Outgoing } from "#lib/client/thread/thread-state.ts";
import type { Message } from "#lib/contract/discussions.ts";
import { LocalTime } from "../ui/local-time";
import { MessageItem } from "./message-item";
import type { MessageAct } from "./message-menu";
import { OutgoingItem } from "./outgoing-item";

type Props = {
  me: { id: string; name: string; role: Message["author_role"] };
  messages: Message[];
  outgoing: Outgoing[];
  /** The receipt below the user's own last message, the question included (ISO). */
  seenAt: string | null;
  /** Null when everything is loaded. */
  older: { loading: boolean; problem: string | null } | null;
  onOlder: () => void;
  actsOn: (message: Message) => MessageAct[];
  onEdit: (message: Message, content: string) => Promise<void>;
  onDelete: (message: Message) => Promise<void>;
  onRetry: (outgoing: Outgoing) => void;
  onDiscard: (key: string) => void;
};

/** From this number of messages on the browser may skip rendering those far from the screen. */
const many = 60;

/** The messages below the question, and those that are being sent. */
export function Messages({ me, messages, outgoing, seenAt, older, onOlder, actsOn, onEdit, onDelete, onRetry, onDiscard }: Props) {
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
      {messages.length + outgoing.length === 0 && <p className="py-4 text-center text-muted-foreground text-sm">No answer yet.</p>}
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
              mine={message.author_user_id === me.id}
              acts={actsOn(message).join()}
              onEdit={onEdit}
              onDelete={onDelete}
            />
          </li>
        ))}
        {outgoing.map((one) => (
          <li key={one.key}>
            <OutgoingItem outgoing={one} author={me} onRetry={() => onRetry(one)} onDiscard={() => onDiscard(one.key)} />
          </li>
        ))}
      </ol>
      <p className="min-h-4 ps-11 text-muted-foreground text-xs" role="status">
        {seen && (
          <>
            Seen <LocalTime at={seen} />
          </>
        )}
      </p>
    </section>
  );
}
