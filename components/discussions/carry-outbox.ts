import { api } from "#lib/client/api";
import { boxesOf, isOccupied, keptIn, release } from "./outbox";
import { isRefusal } from "./sending";
import { type Asked, askBoxes, isAsked } from "./use-asking";
import { isReply, type Reply, replyBoxes } from "./use-replying";

/** What one item of a box is sent as. */
type Post = { key: string; path: string; body: object };

function postsIn(box: string, userId: string): Post[] {
  if (box.startsWith(replyBoxes(userId))) {
    const path = `/api/discussions/threads/${box.slice(replyBoxes(userId).length)}/messages`;
    return keptIn<Reply>(box, isReply).map(({ key, content }) => ({ key, path, body: { content } }));
  }
  return keptIn<Asked>(box, isAsked).map(({ key, body }) => ({ key, path: "/api/discussions/threads", body }));
}

let carrying: Promise<number> | null = null;

/**
 * Sends what waits in this browser for pages that are not open: a reply written in a train must not wait until somebody looks at its thread
 * again. What an open page shows is left to it. Each item has its Idempotency-Key, so another tab that does the same does no harm. What the
 * server refuses stays, for its writer to see there.
 * @returns how many were sent
 */
export function carryOutbox(userId: string): Promise<number> {
  carrying ??= carry(userId).finally(() => {
    carrying = null;
  });
  return carrying;
}

async function carry(userId: string): Promise<number> {
  let sent = 0;
  for (const box of [...boxesOf(replyBoxes(userId)), ...boxesOf(askBoxes(userId))]) {
    if (isOccupied(box)) continue;
    for (const { key, path, body } of postsIn(box, userId)) {
      try {
        await api("POST", path, body, { idempotencyKey: key });
        release(box, key);
        sent++;
      } catch (error) {
        if (!isRefusal(error)) return sent;
      }
    }
  }
  return sent;
}
