"use client";
import { Check, RotateCcw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import { ApiError, api } from "#lib/client/api/api.ts";
import { loadingProblem } from "#lib/client/api/problems.ts";
import { readsAsStaff } from "#lib/client/thread/question-state.ts";
import { questionMessage, replies, seenOwnAt } from "#lib/client/thread/thread-state.ts";
import type { ThreadWithMessages } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { BlockOf } from "../thread/blocked-note";
import { ClaimBar } from "../thread/claim-bar";
import { Messages } from "../thread/messages";
import { Reply } from "../thread/reply-area";
import type { ThreadCourse } from "../thread/thread-course";
import type { Me } from "../thread/thread-view";
import { useConversation } from "../thread/use-conversation";
import { useReadMarks } from "../thread/use-read-marks";
import { CodeBlock } from "../ui/code/code-block";
import { Link } from "../ui/link";
import { Markdown } from "../ui/markdown/markdown";
import { plainText } from "../ui/plain-text";
import { Problem } from "../ui/problem";
import { CardWaiting } from "./card-waiting";

/** Who reads beside the video, and where. */
export type Reader = { me: Me; course: ThreadCourse; block: BlockOf | null };
type Props = Reader & { threadId: string };

/** A discussion within its card: its answers as they come, and a field to reply, while the video goes on. */
export default function CardThread({ threadId, ...reader }: Props) {
  const [fetched, setFetched] = useState<ThreadWithMessages | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  // `tries` stands for the person who asks again.
  useEffect(() => {
    let ended = false;
    setProblem(null);
    api<ThreadWithMessages>("GET", `/api/discussions/threads/${threadId}?messages_limit=${limits.messagesAtOnce}`)
      .then((thread) => ended || setFetched(thread))
      .catch((error: unknown) => {
        if (ended) return;
        const isNotFound = error instanceof ApiError && (error.status === 404 || error.status === 403);
        setProblem(isNotFound ? notFoundText : loadingProblem(error));
      });
    return () => {
      ended = true;
    };
  }, [threadId, tries]);
  if (fetched) return <Conversation {...reader} initial={fetched} />;
  if (problem === null) return <CardWaiting />;
  return (
    <>
      <Problem>{problem}</Problem>
      {problem !== notFoundText && (
        <Button type="button" size="sm" variant="outline" className="mt-2" onClick={() => setTries(tries + 1)}>
          Try again
        </Button>
      )}
    </>
  );
}

const notFoundText = "This question is no longer here. It was deleted, or made private.";

function Conversation({ me, course, block, initial }: Reader & { initial: ThreadWithMessages }) {
  const talk = useConversation(me.id, initial);
  const { state, thread, typing, unreadAt, read, older, loadOlder, classActions, messageActions } = talk;
  const list = useRef<HTMLDivElement>(null);
  const ids = state.messages.map(({ id }) => id);
  useReadMarks({ list, ids, unreadAt, onRead: read, isEnded: state.ended !== null, covered: 0 });
  const announcement = useAnnouncement(state.messages, state.me);
  if (state.ended) return <p className="text-muted-foreground text-sm">{notFoundText}</p>;

  const question = questionMessage(state);
  const isOpen = thread.status === "open";
  return (
    <div ref={list} className="grid min-w-0 gap-3">
      {(thread.title !== null || plainText(thread.question_text) !== thread.question_text.trim()) && (
        <div className="min-w-0 text-sm">
          <Markdown text={thread.question_text} scope={thread.id} />
        </div>
      )}
      {question && <span data-message-end={question.id} className="block h-px" aria-hidden="true" />}
      {thread.code_snippet && <CodeBlock code={thread.code_snippet} />}
      <div className="min-w-0 text-sm">
        <Messages
          me={me}
          thread={thread}
          messages={replies(state)}
          outgoing={state.outgoing}
          seenAt={thread.visibility === "private" ? seenOwnAt(state) : null}
          older={state.olderCursor === null ? null : older}
          onOlder={() => void loadOlder(limits.messagesAtOnce)}
          actions={messageActions}
          onRetry={talk.retry}
          onDiscard={talk.discard}
          // A toast leads to it.
          goal={ids.at(-1) ?? null}
        />
      </div>
      <p role="status" className="min-w-0 truncate text-muted-foreground text-meta empty:hidden">
        {typing && (
          <>
            <Name>{typing.name}</Name> is typing…
          </>
        )}
      </p>
      <ClaimBar meId={me.id} thread={thread} onClaim={classActions.claim} />
      <Reply {...{ thread, course, block }} meId={me.id} onSend={talk.write} isMain={false} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Link
          href={`/discussions/threads/${thread.id}`}
          className="inline-flex min-h-8 items-center text-muted-foreground text-sm underline underline-offset-4 hover:text-foreground"
        >
          Open discussion
        </Link>
        {thread.kind === "question" && (thread.mine || readsAsStaff(thread)) && (
          <Button type="button" size="sm" variant="outline" onClick={talk.changeStatus}>
            {isOpen ? <Check className="size-4" aria-hidden="true" /> : <RotateCcw className="size-4" aria-hidden="true" />}
            {isOpen ? "Resolve" : "Reopen"}
          </Button>
        )}
      </div>
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </div>
  );
}

/** What is announced of a message by somebody else that came while the card was open. */
function useAnnouncement(messages: ThreadWithMessages["messages"], me: string): string {
  const [opened] = useState(() => new Set(messages.map(({ id }) => id)));
  const last = messages.at(-1);
  if (!last || last.author_user_id === me || opened.has(last.id)) return "";
  return `${last.author_name} wrote: ${last.content.slice(0, 200)}`;
}
