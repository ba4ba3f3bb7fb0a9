import { api } from "../api/api";
import { markRejected, removeItem } from "./outbox";
import { isRefusal, sendingProblem } from "./send-errors";

const inFlight = new Map<string, Promise<unknown>>();

/** Whether this page is sending it now. */
export const isInFlight = (key: string): boolean => inFlight.has(key);

/**
 * Sends an item of a box under its Idempotency-Key. Calls meanwhile get the same answer. Removes the item from the box when the server has
 * it, and marks it when the server refuses it. Does both even if its page was left.
 * @throws ApiError
 */
export function sendOnce<Answer>(box: string, key: string, path: string, body: object): Promise<Answer> {
  const running = inFlight.get(key) ?? send(box, key, path, body).finally(() => inFlight.delete(key));
  inFlight.set(key, running);
  return running as Promise<Answer>;
}

async function send(box: string, key: string, path: string, body: object): Promise<unknown> {
  try {
    const answer = await api("POST", path, body, { idempotencyKey: key });
    removeItem(box, key);
    return answer;
  } catch (error) {
    if (isRefusal(error)) markRejected(box, key, sendingProblem(error));
    throw error;
  }
}
