import { texts } from "#lib/contract/errors.ts";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { type MessageRow, selectMessages } from "./message-rows";
import { type LockedThread, lockThread } from "./thread-rows";

export type FoundMessage = { message: MessageRow; thread: LockedThread };

/**
 * Locks the thread of a message, as every change does first, and then reads the message.
 * @throws AppError not_found, also when it was deleted meanwhile
 */
export async function lockMessage(tx: Tx, id: string, readerId: string): Promise<FoundMessage> {
  const [at] = await tx.$queryRaw<{ thread_id: string; author_id: string }[]>`
    SELECT thread_id, author_id FROM messages WHERE id = ${id}::uuid`;
  if (!at) throw new AppError("not_found", texts.messageNotFound);
  const thread = await lockThread(tx, at.thread_id, readerId, at.author_id);
  const [message] = await tx.$queryRaw<MessageRow[]>`${selectMessages} WHERE m.id = ${id}::uuid`;
  if (!message) throw new AppError("not_found", texts.messageNotFound);
  return { message, thread };
}
