import { api } from "../api/api";
import { markRejected, removeItem } from "./outbox";
import { isRefusal, sendingProblem } from "./send-errors";

const inFlight = new Map<string, Promise<unknown>>();

/** Whether this page is sending it just now. */
export const isInFlight = (key: string): boolean => inFlight.has(key);

/**
 * Sends an item of a box under its Idempotency-Key; whoever asks while it is under way gets the same answer. Once the server has it, it is
 * taken out of the box; what the server refuses stays there and is marked so. Either holds also when the page that sent it was left.
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
