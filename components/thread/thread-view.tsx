"use client";
import { ArrowDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import { questionMessage, replies, seenOwnAt, type ThreadState } from "#lib/client/thread/thread-state.ts";
import type { Role } from "#lib/contract/auth.ts";
import type { Message, ThreadWithMessages } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { RefreshOnUserChanges } from "../live/refresh-on-user-changes";
import { keepOpen, resolveSoon, useShownStatus } from "../outbox/resolving";
import { useReplying } from "../outbox/use-replying";
import { EmptyState } from "../ui/empty-state";
import { useNow } from "../ui/local-time";
import { BlockedNote, type BlockOf } from "./blocked-note";
import type { MessageAct } from "./message-menu";
import { Messages } from "./messages";
import { QuestionCard } from "./question-card";
import { ReplyBox } from "./reply-box";
import { ThreadHead } from "./thread-head";
import { ThreadMoment, type Watchable } from "./thread-moment";
import { useArrivals } from "./use-arrivals";
import { useOlder } from "./use-older";
import { usePinnedHeight } from "./use-pinned-height";
import { useReadMarks } from "./use-read-marks";
import { useThread } from "./use-thread";

export type Me = { id: string; name: string; role: Role };
type Props = {
  me: Me;
  initial: ThreadWithMessages;
  courseTitle: string | null;
  video: Watchable | null;
  muted: boolean;
  /** The student's block in the course of this discussion. */
  block: BlockOf | null;
};

/** One discussion: the question with its moment, the messages, and the reply. */
export function ThreadView({ me, initial, courseTitle, video, muted, block }: Props) {
  const router = useRouter();
  const { state, dispatch, typing, unreadAt, check, read, older, loadOlder, edit, remove, reopen, removeThread, socket } = useThread(
    me.id,
    initial,
  );
  const { send, retry, discard } = useReplying({ userId: me.id, threadId: initial.id, dispatch, onSettledElsewhere: check });
  const list = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => state.messages.map(({ id }) => id), [state.messages]);
  useReadMarks({ list, ids, unreadAt: state.gone === null ? unreadAt : 0, onRead: read });
  const arrivals = useArrivals(list, state, unreadAt > 0);
  const showOlder = useOlder({ list, state, older, loadOlder });

  const thread = { ...state.thread, status: useShownStatus(state.thread) };
  const question = questionMessage(state);
  const lecturer = me.id === thread.lecturer_id;
  const { actsOn, questionActs } = useActs(me.id, state);
  const write = (text: string) => {
    // A student's message reopens the question. It comes after their own resolving, which would otherwise reach the server after it.
    if (!lecturer) keepOpen(thread.id);
    send(text);
  };
  const deleteThread = async () => {
    await removeThread();
    router.push(lecturer ? "/dashboard" : "/discussions");
  };

  if (state.gone) return <ThreadGone why={state.gone} />;

  const seconds = thread.video_timestamp_seconds;
  return (
    <div ref={list} className="grid gap-5">
      {/* Only while the thread exists. A refresh of a deleted one would replace the words above with the server's 404 page. */}
      <RefreshOnUserChanges />
      <ThreadHead
        thread={thread}
        courseTitle={courseTitle}
        muted={muted}
        blocked={block !== null}
        mayBlock={lecturer}
        onResolve={() => resolveSoon(thread.id)}
        onReopen={async () => void (keepOpen(thread.id) || (await reopen()))}
      />
      <QuestionCard
        thread={thread}
        message={question}
        mine={me.id === thread.student_id}
        acts={questionActs}
        moment={video && seconds !== null ? <ThreadMoment video={video} seconds={seconds} /> : null}
        onEdit={edit}
        onDelete={deleteThread}
      />
      <Messages
        me={me}
        messages={replies(state)}
        outgoing={state.outgoing}
        seenAt={seenOwnAt(state)}
        older={state.olderCursor === null ? null : older}
        onOlder={showOlder}
        actsOn={actsOn}
        onEdit={edit}
        onDelete={remove}
        onRetry={retry}
        onDiscard={discard}
      />
      <ReplyArea arrivals={arrivals} typing={typing}>
        {block && !lecturer ? <BlockedNote block={block} /> : <ReplyBox me={me} thread={thread} socket={socket} onSend={write} />}
      </ReplyArea>
      <p role="status" className="sr-only">
        {arrivals.said}
      </p>
    </div>
  );
}

/** What this person may do with the question and with any message, now. */
function useActs(meId: string, state: ThreadState) {
  const now = useNow();
  const { thread } = state;
  const lecturer = meId === thread.lecturer_id;
  const answered = state.messages.some(({ author_role }) => author_role === "lecturer");
  const actsOn = useCallback(
    (message: Message): MessageAct[] => {
      const mine = message.author_user_id === meId;
      const inTime = now !== null && now - Date.parse(message.created_at) < limits.editWindow;
      return [...(mine && inTime ? (["edit"] as const) : []), ...(mine || lecturer ? (["delete"] as const) : [])];
    },
    [meId, lecturer, now],
  );
  const question = questionMessage(state);
  const questionActs: MessageAct[] = [
    ...(question ? actsOn(question).filter((act) => act === "edit") : []),
    ...(lecturer || (meId === thread.student_id && !answered && state.olderCursor === null) ? (["delete"] as const) : []),
  ];
  return { actsOn, questionActs };
}

const goneTexts = {
  deleted: { title: "This question was deleted", text: "All its replies were deleted, too." },
  closed: { title: "You no longer have access", text: "The course may have a new lecturer." },
};

/** Takes the focus, because what had it is gone. */
function ThreadGone({ why }: { why: keyof typeof goneTexts }) {
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { title, text } = goneTexts[why];
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <EmptyState
        heading="h1"
        title={title}
        action={
          <Button type="button" onClick={() => router.push("/discussions")}>
            Back to discussions
          </Button>
        }
      >
        {text}
      </EmptyState>
    </div>
  );
}

type ReplyAreaProps = { arrivals: ReturnType<typeof useArrivals>; typing: { name: string } | null; children: ReactNode };

/** What stays at the bottom of the window: what has arrived below, who is typing, and the reply. */
function ReplyArea({ arrivals, typing, children }: ReplyAreaProps) {
  const area = useRef<HTMLDivElement>(null);
  usePinnedHeight(area);
  return (
    <div
      ref={area}
      data-pinned="composer"
      className="relative z-10 -mx-1 grid gap-2 bg-linear-to-t from-80% from-background to-transparent px-1 pt-4 pb-3 print:hidden tall:sticky tall:bottom-(--bar-height)"
    >
      {arrivals.count > 0 && <ArrivalsButton count={arrivals.count} onShow={arrivals.show} />}
      <p role="status" className="min-h-5 text-muted-foreground text-sm">
        {typing && (
          <>
            <Name>{typing.name}</Name> is typing…
          </>
        )}
      </p>
      {children}
    </div>
  );
}

function ArrivalsButton({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <button
      type="button"
      onClick={onShow}
      className="absolute -top-8 left-1/2 inline-flex h-9 -translate-x-1/2 items-center gap-1.5 whitespace-nowrap rounded-full bg-primary px-4 font-medium text-primary-foreground text-sm shadow-raised"
    >
      <ArrowDown className="size-4" aria-hidden="true" />
      {count === 1 ? "1 new message" : `${count} new messages`}
    </button>
  );
}
