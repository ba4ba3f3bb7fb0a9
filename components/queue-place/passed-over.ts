import type { QueueItem } from "#lib/contract/queue.ts";

/** The questions that were dealt with on their own pages, each with its message then. A later one is a follow-up and puts it back. */
const answered = new Map<string, { messageId: string; at: number }>();
/** For how long an answer may be on its way to the server, in ms. Then the server says again what waits. */
const onItsWayMs = 60_000;
/** As many as may be on their way. */
const answeredMax = 100;

/** Passes a question over from now on, even if the server has not got the answer yet. */
export function passOver({ id, latest_message }: QueueItem): void {
  answered.delete(id);
  answered.set(id, { messageId: latest_message.id, at: performance.now() });
  const [oldest] = answered.keys();
  if (answered.size > answeredMax && oldest !== undefined) answered.delete(oldest);
}

/** It waits after all: it was opened again, or what was done is undone. */
export const passNoMore = (id: string): void => void answered.delete(id);

/** Whether a question of the queue was dealt with on its own page just now. */
export function isPassedOver({ id, latest_message }: QueueItem): boolean {
  const passed = answered.get(id);
  return passed?.messageId === latest_message.id && performance.now() - passed.at < onItsWayMs;
}
