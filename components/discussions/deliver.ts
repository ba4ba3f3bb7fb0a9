import { api } from "#lib/client/api";
import { refuse, release } from "./outbox";
import { isRefusal, sendingProblem } from "./sending";

const underway = new Map<string, Promise<unknown>>();

/** Whether this page is sending it just now. */
export const isUnderway = (key: string): boolean => underway.has(key);

/**
 * Sends an item of a box under its Idempotency-Key; whoever asks while it is under way gets the same answer. Once the server has it, it is
 * taken out of the box; what the server refuses stays there and is marked so. Either holds also when the page that sent it was left.
 * @throws ApiError
 */
export function deliver<Answer>(box: string, key: string, path: string, body: object): Promise<Answer> {
  const running = underway.get(key) ?? send(box, key, path, body).finally(() => underway.delete(key));
  underway.set(key, running);
  return running as Promise<Answer>;
}

async function send(box: string, key: string, path: string, body: object): Promise<unknown> {
  try {
    const answer = await api("POST", path, body, { idempotencyKey: key });
    release(box, key);
    return answer;
  } catch (error) {
    if (isRefusal(error)) refuse(box, key, sendingProblem(error));
    throw error;
  }
}
