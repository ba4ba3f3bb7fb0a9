import { useEffect, useState } from "react";
import { createSendQueue, type SendQueue, type SendQueueOptions } from "#lib/client/outbox/send-queue.ts";
import { useConnectedAgain } from "../live/use-connected-again";
import { useLatest } from "../ui/use-latest";

/** A send queue (`createSendQueue`) for as long as the page is open. It continues when the connection is back. */
export function useSender<Item extends { key: string }>(options: SendQueueOptions<Item>): SendQueue<Item> {
  const latest = useLatest(options);
  const [sender] = useState(() =>
    createSendQueue<Item>({
      onStart: (item) => latest.current.onStart(item),
      send: (item) => latest.current.send(item),
      onStalled: (items, error) => latest.current.onStalled(items, error),
    }),
  );
  useEffect(() => sender.start(), [sender]);
  useConnectedAgain(sender.retryNow);
  return sender;
}
