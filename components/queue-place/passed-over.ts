import type { QueueItem } from "#lib/contract/queue.ts";

/** The questions that were dealt with on their own pages, each with its message then. A later one is a follow-up and puts it back. */
const answered = new Map<string, string>();
/** As many as may be on their way to the server. */
const answeredMax = 100;

/** Passes a question over from now on, even if the server has not got the answer yet. */
export function passOver({ id, latest_message }: QueueItem): void {
  answered.delete(id);
  answered.set(id, latest_message.id);
  const [oldest] = answered.keys();
  if (answered.size > answeredMax && oldest !== undefined) answered.delete(oldest);
}

/** Whether a question of the queue was dealt with on its own page. */
export const isPassedOver = ({ id, latest_message }: QueueItem): boolean => answered.get(id) === latest_message.id;
