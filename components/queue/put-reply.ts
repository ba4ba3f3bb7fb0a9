import { serverNow } from "#lib/client/api/server-time.ts";
import { isReply, type Reply, replyBoxPrefix } from "#lib/client/outbox/items.ts";
import { listItems, putItem } from "#lib/client/outbox/outbox.ts";
import { newIdempotencyKey } from "#lib/client/outbox/send-errors.ts";

/** Puts a reply into the outbox of its discussion. `isBehind`: others wait in it, and the outbox sends them in their order. */
export function putReply(
  me: string,
  threadId: string,
  content: string,
  more: Pick<Reply, "onlyWaiting"> = {},
): { box: string; reply: Reply; isBehind: boolean } {
  const box = `${replyBoxPrefix(me)}${threadId}`;
  const isBehind = listItems<Reply>(box, isReply).some(({ refused }) => refused === undefined);
  const reply: Reply = { key: newIdempotencyKey(), content, createdAt: new Date(serverNow()).toISOString(), ...more };
  putItem(box, reply);
  return { box, reply, isBehind };
}
