import { serverNow } from "../api/server-time";
import { isReply, type Reply, replyBoxPrefix } from "./items";
import { acquire, listItems, putItem } from "./outbox";
import { isRefusal, newIdempotencyKey } from "./send-errors";
import { sendOnce } from "./send-once";

/**
 * Sends one reply from a place that does not stay. This browser keeps it until the server has it. What can't be sent now, and what the
 * server refuses, is taken over by the outbox's flusher, which says so.
 * @returns whether it is sent; it waits, or was refused, otherwise
 */
export async function sendReply(userId: string, threadId: string, content: string): Promise<"sent" | "waits" | "refused"> {
  const box = `${replyBoxPrefix(userId)}${threadId}`;
  const isBehind = listItems<Reply>(box, isReply).some(({ refused }) => refused === undefined);
  const item: Reply = { key: newIdempotencyKey(), content, createdAt: new Date(serverNow()).toISOString() };
  putItem(box, item);
  // Releasing the box calls the flusher.
  const letGo = acquire(box);
  try {
    if (isBehind) return "waits";
    await sendOnce(box, item.key, `/api/discussions/threads/${threadId}/messages`, { content });
    return "sent";
  } catch (error) {
    return isRefusal(error) ? "refused" : "waits";
  } finally {
    letGo();
  }
}
