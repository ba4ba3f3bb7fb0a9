import type { Message, QuestionState, Thread } from "#lib/contract/discussions.ts";

/**
 * The one place where a client says it; `stateIs` of the server says the same. A question without an answer waits, also where no member of
 * staff has it in the queue.
 */
export function questionState({ status, waiting, answer_state }: Pick<Thread, "status" | "waiting" | "answer_state">): QuestionState {
  if (status === "resolved") return "resolved";
  return waiting || answer_state === "unanswered" ? "waiting" : "answered";
}

/** Whether the reader reads a thread as staff of its course. The asker doesn't, and neither does a classmate. */
export const readsAsStaff = ({ claim }: Pick<Thread, "claim">): boolean => claim !== undefined;

/** A reader of a class thread who neither asked nor teaches. */
export const readsAsClassmate = (thread: Pick<Thread, "claim" | "mine">): boolean => !thread.mine && !readsAsStaff(thread);

/** The answers that stand out: the accepted one, then those that the staff endorsed, each in the order of the conversation. */
export function bestAnswers(messages: Message[], acceptedId: string | null): Message[] {
  const accepted = messages.filter(({ id }) => id === acceptedId);
  return [...accepted, ...messages.filter(({ id, endorsed_at }) => id !== acceptedId && endorsed_at !== null)];
}
