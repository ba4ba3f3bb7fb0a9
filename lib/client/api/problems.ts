import { ApiError } from "./api";

/** The server's refusal; null when no answer came. */
export const serverRefusal = (error: unknown): ApiError | null => (error instanceof ApiError && error.status > 0 ? error : null);

/** What went wrong, for the person whose act failed. Such an act is not retried automatically. */
export function actionProblem(error: unknown): string {
  const answer = serverRefusal(error);
  if (!answer) return "No connection to the server. Try again.";
  if (answer.status === 401) return "You’re signed out. Sign in and try again.";
  if (answer.status === 429) return "You’re going too fast. Try again in a moment.";
  if (answer.status >= 500) return "Something went wrong. Try again.";
  return fieldMessages(answer);
}

/** Fields of the API whose names for people are not just theirs with spaces. */
const known: Record<string, string> = {
  csv_base64: "The file",
  file_base64: "The file",
  content: "The message",
  question_text: "The question",
  url: "The address",
  ids: "The list",
};

/** The server's objections to fields, with names that people know. Any other refusal keeps its text. */
export function fieldMessages({ message, details }: ApiError): string {
  const named = details.filter(({ param }) => param !== "");
  if (named.length === 0) return message;
  return named.map(({ param, msg }) => `${known[param] ?? `The ${param.replace(/[._]+/g, " ")}`} ${msg}`).join("; ");
}

/** What went wrong, for the reader of something that could not be fetched. */
export function loadingProblem(error: unknown): string {
  const answer = serverRefusal(error);
  if (!answer) return "Couldn’t load: no connection. Try again.";
  return answer.status >= 500 ? "Couldn’t load: something went wrong. Try again." : fieldMessages(answer);
}
