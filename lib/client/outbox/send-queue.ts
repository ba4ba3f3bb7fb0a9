import { isSignedOut } from "../api/api";
import { retryCeilingMs, retryDelay } from "../backoff";

export type SendQueueOptions<Item> = {
  /** It goes out now: until it is settled or held it can be neither changed nor given up. */
  begun: (item: Item) => void;
  /** Resolves when the item is settled, taken or refused; rejects when it should be sent again later. */
  send: (item: Item) => Promise<void>;
  /** These wait, as the first of them could not be sent. */
  held: (items: Item[], error: unknown) => void;
};

export type SendQueue<Item> = {
  /** At the end of the line; one that stands there already keeps its place. Tries at once. */
  put(item: Item): void;
  /** Given up. */
  drop(key: string): void;
  /** Tries now: there is a connection again, say. */
  again(): void;
  /** Nothing is sent before, nor after the function it answers was called. */
  open(): () => void;
};

/**
 * Sends one after the other, in the order in which they were written: the answer "yes" must not stand before the question it belongs to.
 * What could not be sent holds up those behind it and is tried again by itself, ever later; not for somebody who is signed out.
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
