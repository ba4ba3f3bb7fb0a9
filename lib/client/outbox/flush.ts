import { ApiError, isSignedOut } from "../api/api";
import { askBoxPrefix, isQuestion, isReply, type Question, type Reply, replyBoxPrefix } from "./items";
import { hasItem, hasOwner, listItems, type OutboxItem, outboxesWithPrefix } from "./outbox";
import { isRefusal, sendingProblem } from "./send-errors";
import { sendOnce } from "./send-once";

/** An item of a box as a request. `text` is what its writer wrote. */
type Post = OutboxItem & { path: string; body: object; text: string };

function postsIn(box: string, userId: string): Post[] {
  if (box.startsWith(replyBoxPrefix(userId))) {
    const path = `/api/discussions/threads/${box.slice(replyBoxPrefix(userId).length)}/messages`;
    return listItems<Reply>(box, isReply).map(({ content, onlyWaiting, ...item }) => ({
      ...item,
      path,
      body: { content, ...(onlyWaiting && { only_waiting: true }) },
      text: content,
    }));
  }
  return listItems<Question>(box, isQuestion).map(({ body, ...item }) => ({
    ...item,
    path: "/api/discussions/threads",
    body,
    text: body.question_text,
  }));
}

/** A message that the server refused, for its writer to read and to give up. */
export type RejectedMessage = { box: string; key: string; text: string; problem: string };
export type FlushResult = {
  /** How many were sent. */
  sent: number;
  refused: RejectedMessage[];
  /** Whether something is left that should be tried again. */
  left: boolean;
};

let running: Promise<FlushResult> | null = null;
let next: Promise<FlushResult> | null = null;

/**
 * Sends what pages that are closed have left in this browser, so that a reply written on a train need not wait until someone opens its
 * thread. Leaves boxes of open pages to them. Each item has its Idempotency-Key, so two tabs at it do no harm. What the server refuses, now
 * or earlier, stays, is not sent again, and is returned. One run at a time: a call meanwhile gets the next run, because this one may have
 * passed its box already.
 */
export function flushOutbox(userId: string): Promise<FlushResult> {
  if (running) {
    next ??= running.then(() => {
      next = null;
      return flushOutbox(userId);
    });
    return next;
  }
  running = flushOnce(userId).finally(() => {
    running = null;
  });
  return running;
}

async function flushOnce(userId: string): Promise<FlushResult> {
  let sent = 0;
  const refused: RejectedMessage[] = [];
  let left = false;
  for (const box of [...outboxesWithPrefix(replyBoxPrefix(userId)), ...outboxesWithPrefix(askBoxPrefix(userId))]) {
    for (const { key, path, body, text, refused: problem } of postsIn(box, userId)) {
      // Meanwhile a page may have opened, another tab have sent it, or its writer given it up.
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
        // A refusal holds up only its own discussion. Without a server or a session nothing else can be sent either.
        if (status < 500) return { sent, refused, left };
        break;
      }
    }
  }
  return { sent, refused, left };
}
