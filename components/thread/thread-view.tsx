"use client";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { readsAsClassmate, readsAsStaff } from "#lib/client/thread/question-state.ts";
import { questionMessage, replies, seenOwnAt, type ThreadState } from "#lib/client/thread/thread-state.ts";
import type { Message, ThreadAuthor, ThreadWithMessages } from "#lib/contract/discussions.ts";
import { RefreshOnUserChanges } from "../live/refresh-on-user-changes";
import type { Walk } from "../queue-place/walk";
import { lazyPart } from "../ui/lazy-part";
import { VideoTimesProvider } from "../ui/video-times";
import type { BlockOf } from "./blocked-note";
import { Messages } from "./messages";
import { QuestionCard } from "./question-card";
import { canReply, ReplyArea } from "./reply-area";
import type { ThreadCourse } from "./thread-course";
import { ThreadFacts } from "./thread-facts";
import type { ThreadGoneProps } from "./thread-gone";
import { ThreadHead } from "./thread-head";
import { ThreadKeys } from "./thread-keys";
import { ThreadMoment, useMoment, type Watchable } from "./thread-moment";
import { useConversation } from "./use-conversation";
import { useGoal } from "./use-goal";
import { useLanding } from "./use-landing";
import { useNewMessages } from "./use-new-messages";
import { useOlder } from "./use-older";
import { useReadMarks } from "./use-read-marks";
import { WalkPart } from "./walk-part";

/** Who reads, with the part in the course in which they write here. */
export type Me = { id: string; name: string; role: Message["author_role"] };
type Props = {
  me: Me;
  initial: ThreadWithMessages;
  course: ThreadCourse | null;
  video: Watchable | null;
  /** For staff the asker's block in the course, for everyone else their own. */
  block: BlockOf | null;
  /** The second of the address. */
  startAt?: number | null;
};

/** What was deleted is said by an event, so there is a network. */
const ThreadGone = lazyPart<ThreadGoneProps>(() => import("./thread-gone"));

const DiscussionEnd = (props: ThreadGoneProps) => (
  <ThreadGone waiting={null} failed={() => <p>This question is no longer here.</p>} props={props} />
);

/** One discussion: the question with its moment, the messages, and the reply. */
export function ThreadView({ me, initial, course, video, block, startAt = null }: Props) {
  const router = useRouter();
  const talk = useConversation(me.id, initial);
  const { state, thread, typing, unreadAt, read, older, loadOlder, edit, removeThread, classActions, messageActions } = talk;
  const list = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => state.messages.map(({ id }) => id), [state.messages]);
  useReadMarks({ list, ids, unreadAt, onRead: read, isEnded: state.ended !== null });
  const arrivals = useNewMessages(list, state, unreadAt);
  const { goal, draw } = useGoal();
  const showOlder = useOlder({ list, state, older, loadOlder, draw });
  const { times, ...moment } = useMoment(state.thread, video, startAt);
  useLanding({ list, threadId: thread.id, messages: state.messages, draw, isEnded: state.ended !== null, onSecond: moment.show });
  const [asker, setAsker] = useState<ThreadAuthor | null>(null);
  const [walk, setWalk] = useState<Walk | null>(null);

  const deleteThread = () => removeThread().then(() => router.push(readsAsStaff(thread) ? "/dashboard" : "/discussions"));

  if (state.ended) return <DiscussionEnd why={endReason(state)} meId={me.id} state={state} />;

  const seconds = thread.video_timestamp_seconds;
  const isAlone = state.olderCursor === null && state.messages.every(({ author_user_id }) => author_user_id === state.me);
  return (
    <VideoTimesProvider value={times}>
      <div ref={list} data-page="discussion" className={frame}>
        {/* Only while the thread exists. A refresh of a deleted one would replace the words above with the server's 404 page. */}
        <RefreshOnUserChanges />
        <ThreadHead {...{ thread, course }} walk={readsAsStaff(thread) && <WalkPart {...{ list, thread }} onWalk={setWalk} />} />
        <aside aria-label="About this discussion" className={side}>
          {video && seconds !== null && (
            <ThreadMoment video={video} seconds={seconds} player={moment.player} opened={moment.opened} onOpen={moment.open} />
          )}
          <ThreadFacts
            thread={thread}
            course={course}
            asker={asker}
            blocked={block !== null}
            onResolve={talk.resolve}
            onReopen={talk.reopen}
            onFollow={classActions.follow}
            menu={{ role: me.role, isAlone, classActions, onAsker: setAsker, onDelete: deleteThread }}
          />
        </aside>
        <div className="grid min-w-0 gap-5">
          <QuestionCard
            {...{ thread, asker, classActions }}
            archived={course?.archived ?? false}
            message={questionMessage(state)}
            onEdit={edit}
          />
          <Messages
            me={me}
            thread={thread}
            messages={replies(state)}
            outgoing={state.outgoing}
            seenAt={thread.visibility === "private" ? seenOwnAt(state) : null}
            older={state.olderCursor === null ? null : older}
            onOlder={showOlder}
            actions={messageActions}
            onRetry={talk.retry}
            onDiscard={talk.discard}
            goal={goal}
          />
          <ReplyArea
            {...{ thread, course, block, arrivals, typing }}
            meId={me.id}
            onSend={talk.write}
            onNext={walk?.answered}
            onClaim={classActions.claim}
          />
        </div>
        <ThreadKeys {...{ list, ids, draw, thread, walk }} canReply={canReply({ thread, course, block })} onStatus={talk.changeStatus} />
        <p role="status" className="sr-only">
          {arrivals.announcement}
        </p>
      </div>
    </VideoTimesProvider>
  );
}

/** One column, or the conversation as wide as is read well, and beside it what stays while one reads and writes. */
const frame =
  "grid w-full min-w-0 max-w-3xl gap-5 beside:max-w-none beside:grid-cols-[minmax(0,44rem)_minmax(20rem,1fr)] beside:grid-rows-[auto_1fr] beside:items-start beside:gap-x-10";
const side =
  "grid min-w-0 gap-4 beside:sticky beside:top-[calc(var(--header-height)+1.25rem)] beside:col-start-2 beside:row-span-2 beside:row-start-1";

function endReason({ ended, thread }: ThreadState) {
  if (ended === "closed") return "closed";
  if (thread.kind === "announcement") return "announcement";
  return readsAsClassmate(thread) ? "left" : "deleted";
}
