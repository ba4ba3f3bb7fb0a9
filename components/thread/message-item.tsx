"use client";
import { CircleCheck } from "lucide-react";
import { memo, type ReactNode, useRef, useState } from "react";
import { Avatar } from "#components/ui/avatar.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Message } from "#lib/contract/discussions.ts";
import { landingPath } from "../notifications/landing";
import { LocalTime } from "../ui/local-time";
import { Markdown } from "../ui/markdown/markdown";
import { ActsMenu } from "./acts-menu";
import { AnswerMarks } from "./answer-marks";
import { useMessageEditor } from "./editor-part";
import type { MessageAct, MessageActs } from "./message-acts";
import { messageMenu } from "./message-menu-part";

/** Whose a message is, for its reader: their own, under their name or without it, or another's. */
export type Ownership = "own" | "own-anonymous" | "other";

type Props = {
  message: Message;
  of: Ownership;
  accepted: boolean;
  /** Whether the reader, who asked the class, may still say that it answers the question. */
  offersAccept: boolean;
  /** The second of the video in question. */
  second: number | null;
  /** `MessageAct`s with commas between. A text compares equal, so the message is not rendered anew. */
  acts: string;
  /** The same object as long as the page is open. */
  actions: MessageActs;
  /** Says that it is being edited, or no longer. The same function as long as the page is open. */
  onEdit: (id: string, on: boolean) => void;
};

/** One message: its author and their part, the time, what was said of it, and the text. */
export const MessageItem = memo(function MessageItem({ message, of, accepted, offersAccept, second, acts, actions, onEdit }: Props) {
  const article = useRef<HTMLElement>(null);
  const [editing, setEditing] = useState(false);
  const edit = () => {
    setEditing(true);
    onEdit(message.id, true);
  };
  const done = () => {
    setEditing(false);
    onEdit(message.id, false);
    // Returns the focus to the button that opened the editor.
    requestAnimationFrame(() => article.current?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus());
  };
  const Editor = useMessageEditor(editing, done);
  const path = landingPath({ threadId: message.thread_id, messageId: message.id, second });
  const menu = !editing && (
    <ActsMenu
      label="More about this message"
      parts={messageMenu}
      acts={({ menuOf }) =>
        menuOf(acts.split(",") as MessageAct[], {
          ...{ path, edit },
          remove: () => actions.remove(message),
          judge: (act) => actions.judge(message, act),
        })
      }
    />
  );
  return (
    <article
      ref={article}
      id={`message-${message.id}`}
      tabIndex={-1}
      aria-label={`${message.author_name}, ${message.author_role}`}
      className="scroll-my-32 rounded-lg target:outline-2 target:outline-ring target:outline-offset-8 focus-visible:outline-offset-8"
    >
      <MessageHead
        name={message.author_name}
        as={message.author_role}
        of={of}
        at={message.created_at}
        edited={message.edited_at !== null}
        marks={<AnswerMarks message={message} accepted={accepted} />}
        menu={
          <>
            {offersAccept && (
              <button
                type="button"
                className={buttonClass({ variant: "outline", size: "sm" })}
                onClick={() => void actions.judge(message, "accept").catch((error: unknown) => toast.error(actionProblem(error)))}
              >
                <CircleCheck aria-hidden="true" />
                Accept<span className="sr-only"> this answer</span>
              </button>
            )}
            {menu}
          </>
        }
      />
      <div className="min-w-0 ps-11">
        {Editor ? (
          <Editor message={message} onSave={(content) => actions.edit(message, content)} onDone={done} />
        ) : (
          <Markdown text={message.content} scope={message.id} />
        )}
      </div>
      <span data-message-end={message.id} className="block h-px" aria-hidden="true" />
    </article>
  );
});

type HeadProps = {
  name: string;
  as: Message["author_role"];
  of: Ownership;
  at: string;
  edited?: boolean;
  menu?: ReactNode;
  marks?: ReactNode;
  state?: ReactNode;
};

const parts: Partial<Record<Message["author_role"], string>> = { lecturer: "Lecturer", assistant: "Assistant" };

export function MessageHead({ name, as, of, at, edited = false, menu, marks, state }: HeadProps) {
  const part = parts[as];
  return (
    <header className="mb-1 flex min-h-8 items-center gap-3">
      <Avatar name={name} quiet={!part} />
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
        <span className="truncate font-semibold">{of === "own-anonymous" ? "You, anonymous" : <Name>{name}</Name>}</span>
        {part && <span className="font-medium text-accent-text text-meta">{part}</span>}
        {of === "own" && <span className="text-muted-foreground text-meta">you</span>}
        {/* As wide as with a date, so that on a phone no line breaks when the reader's own time takes the place of the server's. */}
        {state ?? <LocalTime at={at} className="whitespace-nowrap text-muted-foreground text-meta tabular-nums max-sm:min-w-28" />}
        {edited && <span className="text-muted-foreground text-meta">edited</span>}
        {marks}
      </span>
      {menu}
    </header>
  );
}
