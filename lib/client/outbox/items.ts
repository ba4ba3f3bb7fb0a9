import type { CreateThreadBody } from "#lib/contract/discussions.ts";
import type { OutboxItem } from "./outbox";

/** A reply in the outbox. `onlyWaiting`: only while the question waits for one, because others may have been quicker. */
export type Reply = OutboxItem & { content: string; createdAt: string; onlyWaiting?: true };
export const isReply = (value: object) => "content" in value && typeof value.content === "string" && "createdAt" in value;

/** The beginning of the names of a person's boxes for replies; the id of the thread follows. */
export const replyBoxPrefix = (userId: string) => `reply:${userId}:`;

/** A question in the outbox. */
export type Question = OutboxItem & { body: CreateThreadBody };
export const isQuestion = (value: object) =>
  "body" in value && typeof value.body === "object" && value.body !== null && "question_text" in value.body;

/** The beginning of the names of a person's boxes for questions; the id of the video follows. */
export const askBoxPrefix = (userId: string) => `ask:${userId}:`;
