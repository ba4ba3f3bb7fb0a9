import { isSignedOut } from "../api/api";
import { retryCeilingMs, retryDelay } from "../backoff";

export type SendQueueOptions<Item> = {
  /** Called when an item is being sent. Until it is settled or held it can't be changed or given up. */
  begun: (item: Item) => void;
  /** Resolves when the item is settled, accepted or refused. Rejects when it should be sent again later. */
  send: (item: Item) => Promise<void>;
  /** Called with the items that wait because the first of them could not be sent. */
  held: (items: Item[], error: unknown) => void;
};

export type SendQueue<Item> = {
  /** Adds an item at the end; one that is there already keeps its place. Tries at once. */
  put(item: Item): void;
  /** Removes an item that was given up. */
  drop(key: string): void;
  /** Tries now, for example after reconnecting. */
  again(): void;
  /** Allows sending, until the function it returns is called. */
  open(): () => void;
};

/*
 *            put, again, open                   send resolves: the next of the line
 *   resting ──────────────────▶ sending (begun) ──┐
 *    │   ▲                       │    ▲       ▲ ──┘
 *    │   └── the line is empty ──┤    │
 *    │                           │    │ again, or after a delay that grows to 30 s; when signed out only again
 *    │       send rejects (held) └──▶ waiting
 *    └── what open() answers: nothing is begun any more
 */

/**
 * Sends items one after the other, in the order in which they were written, so that "yes" does not arrive before the question it answers.
 * An item that can't be sent holds up those behind it. It is retried ever later, but not for a person who is signed out.
 */
export function createSendQueue<Item extends { key: string }>({ begun, send, held }: SendQueueOptions<Item>): SendQueue<Item> {
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
        begun(item);
        await send(item);
        drop(item.key);
        attempt = 0;
      }
    } catch (error) {
      if (!isOpen) return;
      held([...line], error);
      if (!isSignedOut(error)) timer = setTimeout(() => void run(), retryDelay(attempt++, retryCeilingMs));
    } finally {
      running = false;
    }
  };
  const drop = (key: string) => {
    line = line.filter((item) => item.key !== key);
  };

  return {
    put(item) {
      if (!line.some(({ key }) => key === item.key)) line.push(item);
      void run();
    },
    drop,
    again: () => void run(),
    open() {
      isOpen = true;
      void run();
      return () => {
        isOpen = false;
        clearTimeout(timer);
      };
    },
  };
}
