import { fieldMessages, serverRefusal } from "../api/problems";

/** Whether the server refused it, so that sending the same again would change nothing. */
export function isRefusal(error: unknown): boolean {
  const status = serverRefusal(error)?.status ?? 0;
  return status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429;
}

/** Shown with a message that can't be sent yet. */
export const waitingText = "Waiting for connection. We’ll send it when you’re back online.";

/** What happened and what will, for the writer of something that is kept until it can be sent. */
export function sendingProblem(error: unknown): string {
  const answer = serverRefusal(error);
  if (!answer || answer.status === 408) return waitingText;
  if (answer.status === 401) return "You’re signed out. We’ll send it once you sign in.";
  if (answer.status === 429) return "Sending too fast. Retrying in a moment.";
  if (answer.status >= 500) return "Something went wrong. Retrying automatically.";
  return fieldMessages(answer);
}

/** An Idempotency-Key. Not `crypto.randomUUID`, which pages without HTTPS do not have. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
