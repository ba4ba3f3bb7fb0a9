"use client";
import { useRef, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import type { Message, Thread, ThreadAuthor } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { landingPath } from "../notifications/landing";
import { CodeBlock } from "../ui/code/code-block";
import { Markdown } from "../ui/markdown/markdown";
import { ActsMenu } from "./acts-menu";
import { useMessageEditor } from "./editor-part";
import { MeTooCard } from "./me-too-card";
import { useMessageActs } from "./message-acts";
import { MessageHead } from "./message-item";
import { messageMenu } from "./message-menu-part";
import { PublishCard } from "./publish-card";
import { headingOf } from "./thread-head";
import type { ClassActions } from "./use-class-actions";

type Props = {
  thread: Thread;
  archived: boolean;
  /** The question as a message; null while older messages are not loaded. */
  message: Message | null;
  /** Who asked an anonymous question, once the reader has asked for it. */
  asker: ThreadAuthor | null;
  classActions: ClassActions;
  onEdit: (message: Message, content: string) => Promise<void>;
};

/** The question with its code, or the announcement. What can be done with all of the discussion is in `DiscussionMenu`. */
export function QuestionCard({ thread, archived, message, asker, classActions, onEdit }: Props) {
  const article = useRef<HTMLElement>(null);
  const [editing, setEditing] = useState(false);
  const actsOn = useMessageActs(thread);
  const done = () => {
    setEditing(false);
    requestAnimationFrame(() => article.current?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus());
  };
  const Editor = useMessageEditor(editing, done);
  const canEdit = message !== null && actsOn(message).includes("edit");
  const path = landingPath({ threadId: thread.id, messageId: null, second: thread.video_timestamp_seconds });
  const isQuestion = thread.kind === "question";
  const { rest } = headingOf(thread);
  // The heading has said it all: who asked and when is a line below it, and no card.
  const isBare = rest === "" && !thread.code_snippet && !editing;
  return (
    <article
      ref={article}
      id="question"
      tabIndex={-1}
      aria-label={`${isQuestion ? "Question" : "Announcement"} by ${thread.student_name}`}
      aria-describedby="question-title"
      className={`grid min-w-0 gap-4 ${isBare ? "" : "rounded-xl border bg-card p-4 sm:p-5"}`}
    >
      <div className="min-w-0">
        <MessageHead
          name={thread.student_name}
          as={isQuestion ? "student" : (message?.author_role ?? "lecturer")}
          of={!thread.mine ? "other" : thread.anonymous ? "own-anonymous" : "own"}
          at={thread.created_at}
          edited={message?.edited_at != null}
          menu={
            !editing && (
              <ActsMenu
                label={`More about this ${thread.kind}`}
                parts={messageMenu}
                acts={({ menuOf }) => menuOf(canEdit ? ["edit", "copy"] : ["copy"], { path, edit: () => setEditing(true) })}
              />
            )
          }
        />
        {asker && (
          <p role="status" className="mb-2 break-words text-muted-foreground text-sm">
            Asked by <Name className="font-medium text-foreground">{asker.name}</Name>. The class doesn’t see this.
          </p>
        )}
        <div className="text-[1.0625rem]">
          {Editor && message ? (
            <Editor message={message} min={limits.questionMin} onSave={(content) => onEdit(message, content)} onDone={done} />
          ) : (
            rest && <Markdown text={rest} scope={thread.id} />
          )}
        </div>
        {message && <span data-message-end={message.id} className="block h-px" aria-hidden="true" />}
      </div>
      {thread.code_snippet && <CodeBlock code={thread.code_snippet} />}
      <MeTooCard thread={thread} archived={archived} onVote={classActions.vote} />
      <PublishCard thread={thread} onAnswer={classActions.answerPublish} />
    </article>
  );
}
