"use client";
import { useCallback, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { PendingMessage } from "#lib/client/thread/thread-state.ts";
import type { Message, Thread } from "#lib/contract/discussions.ts";
import { cn } from "../ui/cn";
import { LocalTime } from "../ui/local-time";
import { LongList } from "../ui/long-list";
import { BestAnswers } from "./best-answers";
import { type MessageActs, useMessageActs } from "./message-acts";
import { MessageItem } from "./message-item";
import { OutgoingItem } from "./outgoing-item";

type Props = {
  me: { name: string; role: Message["author_role"] };
  thread: Thread;
  messages: Message[];
  outgoing: PendingMessage[];
  /** The receipt below the user's own last message, the question included (ISO). */
  seenAt: string | null;
  /** Null when everything is loaded. */
  older: { loading: boolean; problem: string | null } | null;
  onOlder: () => void;
  actions: MessageActs;
  onRetry: (outgoing: PendingMessage) => void;
  onDiscard: (key: string) => void;
  /** A message that is drawn wherever it is, because somebody goes to it. */
  goal: string | null;
};

type Row = Message | PendingMessage;
const keyOf = (row: Row) => ("key" in row ? row.key : row.id);
/** Of a message of one paragraph, with what is between it and the next one (px). */
const rowHeight = 96;

/** The messages below the question, and those that are being sent. */
export function Messages({ me, thread, messages, outgoing, seenAt, older, onOlder, actions, onRetry, onDiscard, goal }: Props) {
  const actsOn = useMessageActs(thread);
  const isAnonymous = thread.mine && thread.anonymous;
  const rows = useMemo<Row[]>(() => [...messages, ...outgoing], [messages, outgoing]);
  const [edited, setEdited] = useState<string[]>([]);
  const onEdit = useCallback((id: string, on: boolean) => setEdited((ids) => (on ? [...ids, id] : ids.filter((one) => one !== id))), []);
  const isEmpty = rows.length === 0;
  const { kind, mine, visibility, accepted_message_id: acceptedId } = thread;
  const isOpenToClass = kind === "question" && mine && visibility === "class" && acceptedId === null;
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
      {isEmpty && (
        <p className="py-4 text-center text-muted-foreground text-sm">
          {thread.kind === "announcement" ? "No replies yet." : "No answer yet."}
        </p>
      )}
      {messages.length > 0 && <BestAnswers messages={messages} acceptedId={acceptedId} hasOlder={older !== null} />}
      <LongList
        ordered
        rows={rows}
        keyOf={keyOf}
        estimate={rowHeight}
        hasMore={older !== null}
        keepMounted={goal === null ? edited : [...edited, goal]}
        className="grid grid-cols-[minmax(0,1fr)] gap-6 empty:hidden"
      >
        {(row) =>
          "key" in row ? (
            <OutgoingItem
              outgoing={row}
              author={me}
              anonymous={isAnonymous}
              onRetry={() => onRetry(row)}
              onDiscard={() => onDiscard(row.key)}
            />
          ) : (
            <MessageItem
              message={row}
              of={row.author_user_id !== thread.my_author_id ? "other" : isAnonymous ? "own-anonymous" : "own"}
              accepted={row.id === acceptedId}
              offersAccept={isOpenToClass && row.author_user_id !== thread.my_author_id}
              second={thread.video_timestamp_seconds}
              acts={actsOn(row).join()}
              actions={actions}
              onEdit={onEdit}
            />
          )
        }
      </LongList>
      <p className={cn("min-h-4 text-muted-foreground text-meta", isEmpty ? "text-center" : "ps-11")} role="status">
        {seen && (
          <>
            Seen <LocalTime at={seen} />
          </>
        )}
      </p>
    </section>
  );
}
