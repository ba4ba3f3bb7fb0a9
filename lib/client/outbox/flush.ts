import { ApiError, isSignedOut } from "../api/api";
import { askBoxes, isAsked, isReply, type Question, type Reply, replyBoxes } from "./items";
import { hasItem, hasOwner, listItems, type OutboxItem, outboxesWith } from "./outbox";
import { isRefusal, sendingProblem } from "./send-errors";
import { sendOnce } from "./send-once";

/** What one item of a box is sent as. `text` is what its writer wrote. */
type Post = OutboxItem & { path: string; body: object; text: string };

function postsIn(box: string, userId: string): Post[] {
  if (box.startsWith(replyBoxes(userId))) {
    const path = `/api/discussions/threads/${box.slice(replyBoxes(userId).length)}/messages`;
    return listItems<Reply>(box, isReply).map(({ content, ...item }) => ({ ...item, path, body: { content }, text: content }));
  }
  return listItems<Question>(box, isAsked).map(({ body, ...item }) => ({
    ...item,
    path: "/api/discussions/threads",
    body,
    text: body.question_text,
  }));
}

/** What the server refused, for its writer to read and to give up. */
export type Refused = { box: string; key: string; text: string; problem: string };
export type Flushed = {
  /** How many were sent. */
  sent: number;
  refused: Refused[];
  /** Something could not be sent and should be tried again. */
  left: boolean;
};

let running: Promise<Flushed> | null = null;
let next: Promise<Flushed> | null = null;

/**
 * Sends what waits in this browser for pages that are not open: a reply written in a train must not wait until somebody looks at its thread
 * again. What an open page shows is left to it. Each item has its Idempotency-Key, so another tab that does the same does no harm. What the
 * server refuses, now or earlier, stays, is not sent again, and is answered. One run at a time: who comes meanwhile has the next one, since the
 * box they come for may have been passed by.
 */
export function flushOutbox(userId: string): Promise<Flushed> {
  if (running) {
    next ??= running.then(() => {
      next = null;
      return flushOutbox(userId);
    });
    return next;
  }
  running = carry(userId).finally(() => {
    running = null;
  });
  return running;
}

async function carry(userId: string): Promise<Flushed> {
  let sent = 0;
  const refused: Refused[] = [];
  let left = false;
  for (const box of [...outboxesWith(replyBoxes(userId)), ...outboxesWith(askBoxes(userId))]) {
    for (const { key, path, body, text, refused: problem } of postsIn(box, userId)) {
      // A page may have opened meanwhile, or another tab have sent it, or its writer given it up.
      if (hasOwner(box)) break;
      if (!hasItem(box, key)) continue;
      if (problem !== undefined) {
        refused.push({ box, key, text, problem });
        continue;
      }
      try {
        await sendOnce(box, key, path, body);
        sent++;
      } catch (error) {
        if (isRefusal(error)) {
          refused.push({ box, key, text, problem: sendingProblem(error) });
          continue;
        }
        const status = error instanceof ApiError ? error.status : 0;
        left ||= !isSignedOut(error);
        // What the server cannot take holds up its own discussion; without a server, or a welcome, nothing else would go out either.
        if (status < 500) return { sent, refused, left };
        break;
      }
    }
  }
  return { sent, refused, left };
}
