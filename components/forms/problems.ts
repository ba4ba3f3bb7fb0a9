import { ApiError } from "#lib/client/api";

/** What the server said; null when no answer came. */
export const answered = (error: unknown): ApiError | null => (error instanceof ApiError && error.status > 0 ? error : null);

/** For whoever did something that is not tried again by itself. */
export function actionProblem(error: unknown): string {
  const answer = answered(error);
  if (!answer) return "No connection to the server. Try again.";
  if (answer.status === 401) return "You are signed out. Sign in and try again.";
  if (answer.status === 429) return "Too many at once. Wait a moment and try again.";
  if (answer.status >= 500) return "The server could not take it. Try again.";
  return answer.message;
}

/** For the reader of something that could not be fetched. */
export function loadingProblem(error: unknown): string {
  const answer = answered(error);
  if (!answer) return "Could not be loaded: no connection. Try again.";
  return answer.status >= 500 ? "Could not be loaded: the server had a problem. Try again." : answer.message;
}
