import { type Dispatch, useCallback, useEffect, useRef } from "react";
import { api } from "#lib/client/api";
import type { Message } from "#lib/contract/discussions";
import { keep, keptIn, occupy, onBoxChanged, release } from "./outbox";
import { isRefusal, newKey, sendingProblem } from "./sending";
import type { Outgoing, ThreadAction } from "./thread-state";
import { useConnectedAgain } from "./use-connected-again";

export type Reply = { key: string; content: string; createdAt: string };
export const isReply = (value: object) => "content" in value && typeof value.content === "string" && "createdAt" in value;

/** How the boxes of someone's replies begin; the id of the thread follows. */
export const replyBoxes = (userId: string) => `reply:${userId}:`;

type Options = { userId: string; threadId: string; outgoing: Outgoing[]; dispatch: Dispatch<ThreadAction> };

/**
 * Sends replies. Each has one key for all its tries, so it is stored once; each is kept in this browser until the server has it, so a
 * lost connection or a reload loses none.
 */
export function useReplying({ userId, threadId, outgoing, dispatch }: Options) {
  const box = `${replyBoxes(userId)}${threadId}`;
  const inFlight = useRef(new Set<string>());

  const post = useCallback(
    async (key: string, content: string) => {
      if (inFlight.current.has(key)) return;
      inFlight.current.add(key);
      try {
        const message = await api<Message>("POST", `/api/discussions/threads/${threadId}/messages`, { content }, { idempotencyKey: key });
        release(box, key);
        dispatch({ type: "sent", key, message });
      } catch (error) {
        // What was refused stays on screen but is not sent again by itself.
        if (isRefusal(error)) release(box, key);
        dispatch({ type: "failed", key, error: sendingProblem(error) });
      } finally {
        inFlight.current.delete(key);
      }
    },
    [box, threadId, dispatch],
  );

  const send = (content: string) => {
    const reply: Reply = { key: newKey(), content, createdAt: new Date().toISOString() };
    keep(box, reply);
    dispatch({ type: "send", ...reply });
    void post(reply.key, content);
  };
  const retry = useCallback(
    ({ key, content }: { key: string; content: string }) => {
      dispatch({ type: "retry", key });
      void post(key, content);
    },
    [dispatch, post],
  );
  const discard = (key: string) => {
    release(box, key);
    dispatch({ type: "discard", key });
  };

  // After hydration: what an earlier page could not send.
  useEffect(() => {
    for (const reply of keptIn<Reply>(box, isReply)) {
      dispatch({ type: "send", ...reply });
      void post(reply.key, reply.content);
    }
  }, [box, dispatch, post]);

  useEffect(() => occupy(box), [box]);
  // Another tab has sent it: sending it again under its key brings the message that is stored.
  const latest = useRef(outgoing);
  latest.current = outgoing;
  useEffect(
    () =>
      onBoxChanged(box, () => {
        const kept = new Set(keptIn<Reply>(box, isReply).map(({ key }) => key));
        for (const one of latest.current) if (one.state === "failed" && !kept.has(one.key)) retry(one);
      }),
    [box, retry],
  );

  useConnectedAgain(() => {
    const kept = new Set(keptIn<Reply>(box, isReply).map(({ key }) => key));
    for (const one of outgoing) if (one.state === "failed" && kept.has(one.key)) retry(one);
  });

  return { send, retry, discard };
}
