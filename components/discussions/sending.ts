import { ApiError } from "#lib/client/api";

/** What the server said; null when no answer came. */
const answered = (error: unknown): ApiError | null => (error instanceof ApiError && error.status > 0 ? error : null);

/** Whether the server read it and said no: sending the same again would change nothing. */
export function isRefusal(error: unknown): boolean {
  const status = answered(error)?.status ?? 0;
  return status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429;
}

/** For the writer of something that is kept until it can be sent: what happened, and what will. */
export function sendingProblem(error: unknown): string {
  const answer = answered(error);
  if (!answer || answer.status === 408) return "Not sent yet: no connection. It is sent as soon as there is one.";
  if (answer.status === 401) return "Not sent yet: you are signed out. It is sent once you have signed in.";
  if (answer.status === 429) return "Not sent yet: too many at once. It is sent in a moment.";
  if (answer.status >= 500) return "Not sent yet: the server had a problem. It is tried again by itself.";
  return answer.message;
}

/** For whoever did something that is not tried again by itself. */
export function actionProblem(error: unknown): string {
  const answer = answered(error);
  if (!answer) return "No connection to the server. Try again.";
  if (answer.status === 401) return "You are signed out. Sign in and try again.";
  if (answer.status === 429) return "Too many at once. Wait a moment and try again.";
  if (answer.status >= 500) return "The server could not take it. Try again.";
  return answer.message;
}

/** An Idempotency-Key. Not `crypto.randomUUID`, which pages without HTTPS do not have. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** For the reader of something that could not be fetched. */
export function loadingProblem(error: unknown): string {
  const answer = answered(error);
  if (!answer) return "Could not be loaded: no connection. Try again.";
  return answer.status >= 500 ? "Could not be loaded: the server had a problem. Try again." : answer.message;
}
