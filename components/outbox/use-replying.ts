import { type Dispatch, useEffect, useEffectEvent } from "react";
import { serverNow } from "#lib/client/api/server-time.ts";
import { isReply, type Reply, replyBoxes } from "#lib/client/outbox/items.ts";
import { acquire, listItems, onRemovedElsewhere, putItem, removeItem } from "#lib/client/outbox/outbox.ts";
import { isRefusal, newKey, sendingProblem } from "#lib/client/outbox/send-errors.ts";
import { isInFlight, sendOnce } from "#lib/client/outbox/send-once.ts";
import type { Outgoing, ThreadAction } from "#lib/client/thread/thread-state.ts";
import type { Message } from "#lib/contract/discussions.ts";
import { useSender } from "./use-sender";

type Options = {
  userId: string;
  threadId: string;
  dispatch: Dispatch<ThreadAction>;
  /** Called when another tab has settled what waited here, because the thread may have changed. */
  onSettledElsewhere: () => void;
};

/**
 * Sends replies in the order in which they were written. Each has one key for all its tries, so it is stored once. Each is kept in this
 * browser until the server has it, so that a lost connection or a reload loses none. A refused reply is kept until its writer gives it up.
 */
export function useReplying({ userId, threadId, dispatch, onSettledElsewhere }: Options) {
  const box = `${replyBoxes(userId)}${threadId}`;
  const sender = useSender<Reply>({
    begun: ({ key }) => dispatch({ type: "sending", key }),
    send: async ({ key, content }) => {
      try {
        const message = await sendOnce<Message>(box, key, `/api/discussions/threads/${threadId}/messages`, { content });
        dispatch({ type: "sent", key, message });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        dispatch({ type: "failed", key, error: sendingProblem(error) });
      }
    },
    held: (replies, error) => {
      for (const { key } of replies) dispatch({ type: "failed", key, error: sendingProblem(error) });
    },
  });

  const send = (content: string) => {
    const reply: Reply = { key: newKey(), content, createdAt: new Date(serverNow()).toISOString() };
    putItem(box, reply);
    dispatch({ type: "send", ...reply });
    sender.put(reply);
  };
  const retry = ({ key, content, createdAt }: Outgoing) => {
    const reply: Reply = { key, content, createdAt };
    putItem(box, reply);
    dispatch({ type: "retry", key });
    sender.put(reply);
  };
  const discard = (key: string) => {
    sender.drop(key);
    removeItem(box, key);
    dispatch({ type: "discard", key });
  };

  useEffect(() => acquire(box), [box]);
  // After hydration: sends what an earlier page could not send.
  useEffect(() => {
    for (const { refused, ...reply } of listItems<Reply>(box, isReply)) {
      dispatch({ type: "send", ...reply });
      if (refused === undefined) sender.put(reply);
      else dispatch({ type: "failed", key: reply.key, error: refused });
    }
  }, [box, dispatch, sender]);

  const settled = useEffectEvent(onSettledElsewhere);
  useEffect(
    () =>
      onRemovedElsewhere(box, (keys) => {
        for (const key of keys) {
          if (isInFlight(key)) continue;
          sender.drop(key);
          dispatch({ type: "discard", key });
        }
        settled();
      }),
    [box, dispatch, sender],
  );

  return { send, retry, discard };
}
