import { isSignedOut } from "../api/api";
import { retryCeilingMs, retryDelay } from "../backoff";

export type SendQueueOptions<Item> = {
  /** Called when an item is being sent. Until it is settled or stalled it can't be changed or given up. */
  onStart: (item: Item) => void;
  /** Resolves when the item is settled, accepted or refused. Rejects when it should be sent again later. */
  send: (item: Item) => Promise<void>;
  /** Called with the items that wait because the first of them could not be sent. */
  onStalled: (items: Item[], error: unknown) => void;
};

export type SendQueue<Item> = {
  /** Adds an item at the end; one that is there already keeps its place. Tries at once. */
  enqueue(item: Item): void;
  /** Removes an item that was given up. */
  cancel(key: string): void;
  /** Tries now, for example after reconnecting. */
  retryNow(): void;
  /** Allows sending, until the function it returns is called. */
  start(): () => void;
};

/*
 *            enqueue, retryNow, start             send resolves: the next of the line
 *   resting ─────────────────────────▶ sending ──┐
 *    │   ▲                              │  ▲   ▲ ┘
 *    │   └────────── the line is empty ─┤  │
 *    │                                  │  │ retryNow, or after a delay that grows to 30 s; when signed out only retryNow
 *    │       send rejects (onStalled)   └──▶ waiting
 *    └── what start() answers: nothing is sent any more
 */

/**
 * Sends items one after the other, in the order in which they were written, so that "yes" does not arrive before the question it answers.
 * An item that can't be sent holds up those behind it. It is retried ever later, but not for a person who is signed out.
 */
export function createSendQueue<Item extends { key: string }>({ onStart, send, onStalled }: SendQueueOptions<Item>): SendQueue<Item> {
  let line: Item[] = [];
  let isOpen = false;
  let running = false;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async () => {
    clearTimeout(timer);
    if (running) return;
    running = true;
    try {
      for (let item = line[0]; item && isOpen; item = line[0]) {
        onStart(item);
        await send(item);
        cancel(item.key);
        attempt = 0;
      }
    } catch (error) {
      if (!isOpen) return;
      onStalled([...line], error);
      if (!isSignedOut(error)) timer = setTimeout(() => void run(), retryDelay(attempt++, retryCeilingMs));
    } finally {
      running = false;
    }
  };
  const cancel = (key: string) => {
    line = line.filter((item) => item.key !== key);
  };

  return {
    enqueue(item) {
      if (!line.some(({ key }) => key === item.key)) line.push(item);
      void run();
    },
    cancel,
    retryNow: () => void run(),
    start() {
      isOpen = true;
      void run();
      return () => {
        isOpen = false;
        clearTimeout(timer);
      };
    },
  };
}
