import type { CreateThreadBody } from "#lib/contract/discussions";
import type { OutboxItem } from "./outbox";

/** A reply as it is kept. */
export type Reply = OutboxItem & { content: string; createdAt: string };
export const isReply = (value: object) => "content" in value && typeof value.content === "string" && "createdAt" in value;

/** How the boxes of someone's replies begin; the id of the thread follows. */
export const replyBoxes = (userId: string) => `reply:${userId}:`;

/** A question as it is kept. */
export type Question = OutboxItem & { body: CreateThreadBody };
export const isAsked = (value: object) =>
  "body" in value && typeof value.body === "object" && value.body !== null && "question_text" in value.body;

/** How the boxes of someone's questions begin; the id of the video follows. */
export const askBoxes = (userId: string) => `ask:${userId}:`;
