"use client";
import { type ReactNode, useRef, useState } from "react";
import type { Message, Thread } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { CodeSnippet } from "../ui/code-snippet";
import { Markdown } from "../ui/markdown/markdown";
import { MessageEditor } from "./message-editor";
import { MessageHead } from "./message-item";
import { type MessageAct, MessageMenu } from "./message-menu";

type Props = {
  thread: Thread;
  /** The question as a message; null while older messages are not loaded. */
  message: Message | null;
  mine: boolean;
  acts: MessageAct[];
  /** The moment of the video that the question is about. */
  moment: ReactNode;
  onEdit: (message: Message, content: string) => Promise<void>;
  onDelete: () => Promise<void>;
};

/** The question, with its moment and code. */
export function QuestionCard({ thread, message, mine, acts, moment, onEdit, onDelete }: Props) {
  const article = useRef<HTMLElement>(null);
  const [editing, setEditing] = useState(false);
  const done = () => {
    setEditing(false);
    requestAnimationFrame(() => article.current?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus());
  };
  const menu = acts.length > 0 && !editing && (
    <MessageMenu acts={acts} what="question" onEdit={() => setEditing(true)} onDelete={onDelete} />
  );
  return (
    <article ref={article} aria-label={`Question by ${thread.student_name}`} className="grid gap-4 rounded-xl border bg-card p-4 sm:p-5">
      <div>
        <MessageHead
          name={thread.student_name}
          as="student"
          mine={mine}
          at={thread.created_at}
          edited={message?.edited_at != null}
          menu={menu}
        />
        <div className="text-[1.0625rem]">
          {editing && message ? (
            <MessageEditor
              content={message.content}
              min={limits.questionMin}
              onSave={(content) => onEdit(message, content)}
              onDone={done}
            />
          ) : (
            <Markdown text={thread.question_text} scope={thread.id} />
          )}
        </div>
        {message && <span data-message-end={message.id} className="block h-px" aria-hidden="true" />}
      </div>
      {thread.code_snippet && <CodeSnippet code={thread.code_snippet} />}
      {moment}
    </article>
  );
}
