import { useEffect, useEffectEvent, useReducer, useState } from "react";
import { acquire, removeItem } from "#lib/client/outbox/outbox.ts";
import { isRefusal, sendingProblem, waitingText } from "#lib/client/outbox/send-errors.ts";
import { sendOnce } from "#lib/client/outbox/send-once.ts";
import { freshCount, queueReducer, queueState } from "#lib/client/thread/queue-state.ts";
import type { QueueView } from "#lib/client/thread/queue-view.ts";
import type { Message } from "#lib/contract/discussions.ts";
import type { Queue as QueueData } from "#lib/contract/queue.ts";
import { useUser } from "../live/realtime-provider";
import { useResolving } from "../outbox/resolving";
import { isPassedOver, passNoMore } from "../queue-place/passed-over";
import { putReply } from "./put-reply";
import { useAnswerAll } from "./use-answer-all";
import { useClaims } from "./use-claims";
import { useDrafts } from "./use-drafts";
import { type QueuePages, queueOf, useQueuePages } from "./use-queue-pages";

/** What was painted, or kept since, without what was dealt with on its own page. What is asked for from now on says itself what waits. */
const withoutPassedOver = (queue: QueueData) =>
  queue.items.filter(isPassedOver).reduce((state, { id }) => {
    const taken = queueReducer(state, { type: "take", id });
    return queueReducer(taken, { type: "taken", id, at: Date.now() });
  }, queueState(queue));

/** The queue on screen: live, and answered here before the server has said so. */
export function useQueue(initial: QueueData, view: QueueView) {
  const { id: me } = useUser();
  const { list, refetch, end } = useQueuePages(initial, view);
  const [state, dispatch] = useReducer(queueReducer, queueOf(list), withoutPassedOver);
  const replies = useDrafts(me);
  const { setDraft, setProblem, keep } = replies;
  const [announcement, announce] = useState("");

  const take = useEffectEvent((pages: QueuePages) => {
    const queue = queueOf(pages);
    const fresh = freshCount(state.queue, queue);
    dispatch({ type: "fetched", queue, startedAt: pages.askedAt });
    replies.keepProblems(new Set([...queue.items.map(({ id }) => id), ...(state.unfolded ? [state.unfolded.id] : [])]));
    if (fresh > 0) announce(`${fresh} new in the queue`);
  });
  useEffect(() => take(list), [list]);

  /** Takes a question off at once; `restore` puts it back when that was a slip, or the server does not agree. */
  const takeOff = (id: string) => {
    dispatch({ type: "take", id });
    setProblem(id, null);
  };
  const finished = (id: string) => {
    dispatch({ type: "taken", id, at: Date.now() });
    refetch();
  };
  const restore = (id: string, problem: string | null = null) => {
    dispatch({ type: "restore", id });
    passNoMore(id);
    if (problem !== null) setProblem(id, problem);
  };
  const onPending = (id: string) => {
    takeOff(id);
    announce("Resolved");
  };
  useResolving({ onPending, onDone: ({ id }) => finished(id), onOpenAgain: (id) => restore(id) });

  /** Sends a reply. This browser keeps it under its key until the server has it, and sends it from whichever page is open. */
  const reply = async (id: string, text: string) => {
    const { box, reply: item, isBehind } = putReply(me, id, text);
    setDraft(id, null);
    keep(id, "");
    // Releasing the box calls the outbox's flusher, which sends what still waits in it.
    const letGo = acquire(box);
    if (isBehind) {
      letGo();
      return setProblem(id, waitingText);
    }
    takeOff(id);
    announce("Answered");
    try {
      await sendOnce<Message>(box, item.key, `/api/discussions/threads/${id}/messages`, { content: text }).finally(letGo);
      finished(id);
    } catch (error) {
      if (isRefusal(error)) {
        removeItem(box, item.key);
        setDraft(id, text);
      }
      restore(id, sendingProblem(error));
    }
  };
  const answerAll = useAnswerAll({
    me,
    onTake: takeOff,
    onDone: finished,
    onBack: (id, problem, text) => {
      if (text !== null) keep(id, text);
      restore(id, problem);
    },
  });
  const claims = useClaims({
    onClaim: (id, claim) => {
      dispatch({ type: "claimed", id, claim, at: Date.now() });
      // Who is answering decides which rows there are.
      if (view.scope !== "all") refetch();
    },
    onProblem: setProblem,
  });
  return { state, list, dispatch, askedAt: list.askedAt, end, refetch, replies, announcement, announce, reply, answerAll, ...claims };
}
