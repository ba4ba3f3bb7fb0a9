import { useEffect, useRef, useState } from "react";
import { createSender, type Sender } from "./sender";
import { useConnectedAgain } from "./use-connected-again";

/** A line of what is to be sent (`createSender`) for as long as the page is open; it goes on when there is a connection again. */
export function useSender<Item extends { key: string }>(
  send: (item: Item) => Promise<void>,
  held: (items: Item[], error: unknown) => void,
): Sender<Item> {
  const latest = useRef({ send, held });
  useEffect(() => {
    latest.current = { send, held };
  });
  const [sender] = useState(() =>
    createSender<Item>({ send: (item) => latest.current.send(item), held: (items, error) => latest.current.held(items, error) }),
  );
  useEffect(() => sender.open(), [sender]);
  useConnectedAgain(sender.again);
  return sender;
}
