import type { Dispatch } from "react";
import { serverNow } from "#lib/client/api/server-time.ts";
import { isReply, type Reply, replyBoxPrefix } from "#lib/client/outbox/items.ts";
import { newIdempotencyKey } from "#lib/client/outbox/send-errors.ts";
import type { PendingMessage, ThreadAction } from "#lib/client/thread/thread-state.ts";
import type { Message } from "#lib/contract/discussions.ts";
import { useOutbox } from "./use-outbox";

type Options = {
  userId: string;
  threadId: string;
  dispatch: Dispatch<ThreadAction>;
  /** Called when another tab has settled what waited here, because the thread may have changed. */
  onSettledElsewhere: () => void;
};

/** Sends the replies of one discussion. No typed text is lost: a refused reply is kept until its writer gives it up. */
export function useReply({ userId, threadId, dispatch, onSettledElsewhere }: Options) {
  const fail = ({ key }: Reply, error: string) => dispatch({ type: "failed", key, error });
  const remove = (key: string) => dispatch({ type: "discard", key });
  const outbox = useOutbox<Reply, Message>({
    box: `${replyBoxPrefix(userId)}${threadId}`,
    is: isReply,
    request: ({ content }) => ({ path: `/api/discussions/threads/${threadId}/messages`, body: { content } }),
    onRestore: (reply, refused) => {
      dispatch({ type: "send", ...reply });
      if (refused !== null) fail(reply, refused);
    },
    onBegin: ({ key }) => dispatch({ type: "sending", key }),
    onSent: ({ key }, message) => dispatch({ type: "sent", key, message }),
    onRefuse: fail,
    onHold: fail,
    onRemove: remove,
    onSettledElsewhere,
  });

  const send = (content: string) => {
    const reply: Reply = { key: newIdempotencyKey(), content, createdAt: new Date(serverNow()).toISOString() };
    dispatch({ type: "send", ...reply });
    outbox.send(reply);
  };
  const retry = ({ key, content, createdAt }: PendingMessage) => {
    dispatch({ type: "retry", key });
    outbox.send({ key, content, createdAt });
  };
  const discard = (key: string) => {
    outbox.discard(key);
    remove(key);
  };
  return { send, retry, discard };
}
