import { useCallback, useEffect, useEffectEvent } from "react";
import { acquire, listItems, type OutboxItem, onRemovedElsewhere, putItem, removeItem } from "#lib/client/outbox/outbox.ts";
import { isRefusal, sendingProblem } from "#lib/client/outbox/send-errors.ts";
import { isInFlight, sendOnce } from "#lib/client/outbox/send-once.ts";
import { useSender } from "./use-sender";

type Options<Item extends OutboxItem, Answer> = {
  /** The name of the box (`lib/client/outbox/outbox.ts`). */
  box: string;
  /** Whether a stored value has the shape of an item. */
  is: (value: object) => boolean;
  /** What is posted for an item, and where. */
  request: (item: Item) => { path: string; body: object };
  /** An item of an earlier page is on its way, or was `refused` there. */
  onRestore: (item: Item, refused: string | null) => void;
  onBegin: (item: Item) => void;
  onSent: (item: Item, answer: Answer) => void;
  /** The server refused an item, which is not sent again by itself. */
  onRefuse: (item: Item, problem: string) => void;
  /** An item waits for another attempt. */
  onHold: (item: Item, problem: string) => void;
  onRemove: (key: string) => void;
  /** Called when another tab has settled items of this box, because what they changed may be news here. */
  onSettledElsewhere: () => void;
};

/**
 * Sends the items of one box of the outbox for as long as the page is open, in the order in which they were written. Each has one key for
 * all its attempts, so the server takes it once, and is kept in this browser until then.
 */
export function useOutbox<Item extends OutboxItem, Answer>(options: Options<Item, Answer>) {
  const { box, is, request, onRestore, onBegin, onSent, onRefuse, onHold, onRemove, onSettledElsewhere } = options;
  const sender = useSender<Item>({
    onStart: onBegin,
    send: async (item) => {
      const { path, body } = request(item);
      try {
        onSent(item, await sendOnce<Answer>(box, item.key, path, body));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        onRefuse(item, sendingProblem(error));
      }
    },
    onStalled: (items, error) => {
      for (const item of items) onHold(item, sendingProblem(error));
    },
  });

  /** Keeps an item and sends it, for the first time or again. */
  const send = (item: Item) => {
    putItem(box, item);
    sender.enqueue(item);
  };
  const discard = useCallback(
    (key: string) => {
      sender.cancel(key);
      removeItem(box, key);
    },
    [box, sender],
  );

  useEffect(() => acquire(box), [box]);
  const restore = useEffectEvent(({ refused, ...rest }: Item) => {
    const item = rest as Item;
    onRestore(item, refused ?? null);
    if (refused === undefined) sender.enqueue(item);
  });
  // After hydration, because the server does not know what this browser keeps.
  useEffect(() => {
    for (const item of listItems<Item>(box, is)) restore(item);
  }, [box, is]);

  const settle = useEffectEvent((keys: string[]) => {
    for (const key of keys) {
      if (isInFlight(key)) continue;
      sender.cancel(key);
      onRemove(key);
    }
    onSettledElsewhere();
  });
  useEffect(() => onRemovedElsewhere(box, settle), [box]);

  return { send, discard };
}
