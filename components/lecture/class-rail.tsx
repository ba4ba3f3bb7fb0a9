"use client";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { api } from "#lib/client/api/api.ts";
import { loadingProblem } from "#lib/client/api/problems.ts";
import { bestAnswers } from "#lib/client/thread/question-state.ts";
import type { Message, Thread, ThreadWithMessages } from "#lib/contract/discussions.ts";
import { MeToo } from "../thread/me-too";
import { ListEnd } from "../ui/list-end";
import { Name } from "../ui/name";
import { plainText } from "../ui/plain-text";
import type { useClassThreads } from "./class-threads";
import { inVideoOrder, RailItem } from "./question-rail";

type Props = {
  list: ReturnType<typeof useClassThreads>;
  archived: boolean;
  selected: string[];
  onSeek: (seconds: number) => void;
};

/** What classmates asked about the video, below the viewer's own questions. */
export function ClassRail({ list: { threads, turnOf, cursor, end, vote }, archived, selected, onSeek }: Props) {
  if (threads.length === 0) return null;
  return (
    <section aria-labelledby="class-rail-title" className="grid min-w-0 gap-3">
      <h2 id="class-rail-title" className="font-semibold">
        From the class
      </h2>
      <ol className="grid min-w-0 gap-2">
        {inVideoOrder(threads, turnOf).map((thread) => (
          <li
            key={thread.id}
            id={`question-${thread.id}`}
            data-selected={selected.includes(thread.id) || undefined}
            className="grid min-w-0 scroll-my-24 gap-2 rounded-lg border border-dashed bg-card p-3 transition-colors data-selected:border-accent-strong data-selected:shadow-raised"
          >
            <div className="min-w-0">
              <RailItem thread={thread} onSeek={onSeek} />
            </div>
            <MeToo thread={thread} archived={archived} brief onVote={(voted) => vote(thread, voted)} />
            {thread.answer_state !== "unanswered" && <Answer thread={thread} />}
          </li>
        ))}
      </ol>
      <ListEnd
        shown={threads.length}
        total={threads.length}
        hasMore={cursor !== null}
        loading={end.loading}
        problem={end.problem}
        onMore={end.more}
      />
    </section>
  );
}

/** The answer that stands out, else the first by staff, else the first. */
function answerOf({ messages, messages_cursor, accepted_message_id, student_id }: ThreadWithMessages): Message | null {
  const replies = messages_cursor === undefined ? messages.slice(1) : messages;
  const others = replies.filter(({ author_user_id }) => author_user_id !== student_id);
  return bestAnswers(replies, accepted_message_id)[0] ?? others.find(({ author_role }) => author_role !== "student") ?? others[0] ?? null;
}

/** The answer of a question, fetched when it is asked for. */
function Answer({ thread }: { thread: Thread }) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const [loading, setLoading] = useState(false);
  const [answer, setAnswer] = useState<Message | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const toggle = async () => {
    if (loading) return;
    setProblem(null);
    setShown(!shown);
    if (shown) return;
    setLoading(true);
    try {
      setAnswer(answerOf(await api<ThreadWithMessages>("GET", `/api/discussions/threads/${thread.id}?messages_limit=100`)));
    } catch (error) {
      setProblem(loadingProblem(error));
    }
    setLoading(false);
  };
  return (
    <>
      <Button
        type="button"
        size="sm"
        variant="ghost"
        className="-ms-2 justify-self-start px-2!"
        aria-expanded={shown}
        aria-controls={id}
        aria-disabled={loading}
        onClick={() => void toggle()}
      >
        {shown ? "Hide the answer" : "Show the answer"}
      </Button>
      <div id={id} hidden={!shown} className="min-w-0 border-s-2 ps-3 text-sm">
        {answer && (
          <>
            <p className="truncate font-medium text-xs">
              <Name>{answer.author_name}</Name>
            </p>
            <p dir="auto" className="line-clamp-6 break-words leading-snug">
              {plainText(answer.content)}
            </p>
          </>
        )}
        {loading && !answer && <p className="text-muted-foreground">Loading…</p>}
        <p role="alert" className="text-destructive empty:hidden">
          {problem}
        </p>
      </div>
    </>
  );
}
