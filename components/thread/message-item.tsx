"use client";
import { memo, type ReactNode, useRef, useState } from "react";
import { Avatar } from "#components/ui/avatar.tsx";
import { Name } from "#components/ui/name.tsx";
import type { Message } from "#lib/contract/discussions.ts";
import { LocalTime } from "../ui/local-time";
import { Markdown } from "../ui/markdown/markdown";
import { MessageEditor } from "./message-editor";
import { type MessageAct, MessageMenu } from "./message-menu";

type Props = {
  message: Message;
  mine: boolean;
  /** `MessageAct`s with commas between. A text compares equal, so the message is not rendered anew. */
  acts: string;
  onEdit: (message: Message, content: string) => Promise<void>;
  onDelete: (message: Message) => Promise<void>;
};

/** One message: its author and their role, the time, and the text. */
export const MessageItem = memo(function MessageItem({ message, mine, acts, onEdit, onDelete }: Props) {
  const article = useRef<HTMLElement>(null);
  const [editing, setEditing] = useState(false);
  const offered = acts.split(",").filter((act): act is MessageAct => act === "edit" || act === "delete");
  const done = () => {
    setEditing(false);
    // Returns the focus to the button that opened the editor.
    requestAnimationFrame(() => article.current?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus());
  };
  const menu = offered.length > 0 && !editing && (
    <MessageMenu acts={offered} onEdit={() => setEditing(true)} onDelete={() => onDelete(message)} />
  );
  return (
    <article
      ref={article}
      id={`message-${message.id}`}
      aria-label={`${message.author_name}, ${message.author_role}`}
      className="scroll-my-32"
    >
      <MessageHead
        name={message.author_name}
        as={message.author_role}
        mine={mine}
        at={message.created_at}
        edited={message.edited_at !== null}
        menu={menu}
      />
      <div className="ps-11">
        {editing ? (
          <MessageEditor content={message.content} onSave={(content) => onEdit(message, content)} onDone={done} />
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
  mine: boolean;
  at: string;
  edited?: boolean;
  menu?: ReactNode;
  state?: ReactNode;
};

export function MessageHead({ name, as, mine, at, edited = false, menu, state }: HeadProps) {
  const lecturer = as === "lecturer";
  return (
    <header className="mb-1 flex min-h-8 items-center gap-3">
      <Avatar name={name} className={lecturer ? undefined : "bg-muted text-muted-foreground"} />
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
        <span className="truncate font-semibold">
          <Name>{name}</Name>
        </span>
        {lecturer && <span className="font-medium text-accent-text text-xs">Lecturer</span>}
        {mine && <span className="text-muted-foreground text-xs">you</span>}
        {state ?? <LocalTime at={at} className="whitespace-nowrap text-muted-foreground text-xs tabular-nums" />}
        {edited && <span className="text-muted-foreground text-xs">edited</span>}
      </span>
      {menu}
    </header>
  );
}
