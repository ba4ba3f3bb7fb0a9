"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { toast } from "#components/ui/toast.ts";
import { retryCeilingMs, retryDelay } from "#lib/client/backoff.ts";
import { flushOutbox, type RejectedMessage } from "#lib/client/outbox/flush.ts";
import { hasOwner, onOwnerChange, removeItem } from "#lib/client/outbox/outbox.ts";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { useUser } from "../live/realtime-provider";
import { useConnectedAgain } from "../live/use-connected-again";
import { useIsMounted } from "../ui/use-is-mounted";

/** How long to wait until the page's own parts have taken their boxes, in ms. */
const settleMs = 1000;

export function Flusher() {
  const { id } = useUser();
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const attempt = useRef(0);
  /** The refused messages that were shown, by key. Each is shown once while the page is open. */
  const shownRefusals = useRef(new Map<string, RejectedMessage>());
  const isMounted = useIsMounted();

  const within = (delay: number) => {
    clearTimeout(timer.current);
    if (isMounted.current) timer.current = setTimeout(() => void carry(), delay);
  };
  const carry = async () => {
    clearTimeout(timer.current);
    const { sent, refused, left } = await flushOutbox(id);
    if (sent > 0) toast(sent === 1 ? "Your queued message was sent" : `Your ${sent} queued messages were sent`, { id: "outbox" });
    for (const one of refused) {
      if (shownRefusals.current.has(one.key)) continue;
      shownRefusals.current.set(one.key, one);
      showRefused(one, () => router.push(pageOf(one.box)));
    }
    if (left) within(retryDelay(attempt.current++, retryCeilingMs));
    else attempt.current = 0;
  };

  const carrySoon = useEffectEvent(() => within(settleMs));
  useEffect(() => {
    carrySoon();
    const stop = onOwnerChange((box) => {
      if (!hasOwner(box)) return carrySoon();
      // Its own page shows it now.
      for (const one of shownRefusals.current.values())
        if (one.box === box && shownRefusals.current.delete(one.key)) toast.dismiss(one.key);
    });
    return () => {
      stop();
      clearTimeout(timer.current);
    };
  }, []);
  useConnectedAgain(() => void carry());
  return null;
}

/** The page where an item of the box can be sent again or given up. The box is named after its discussion or video. */
const pageOf = (box: string) => `${box.startsWith("reply:") ? "/discussions/threads" : "/videos"}/${box.split(":").at(-1)}`;

function showRefused({ box, key, text, problem }: RejectedMessage, open: () => void): void {
  const discard = { label: "Discard", onClick: () => removeItem(box, key) };
  toast.error("A message couldn’t be sent", {
    id: key,
    duration: Number.POSITIVE_INFINITY,
    description: (
      <>
        <span className="block">{problem}</span>
        <span className="mt-1 block max-h-40 select-text overflow-y-auto whitespace-pre-wrap break-words text-foreground">{text}</span>
      </>
    ),
    // A deleted discussion has no page.
    ...(problem === knownTexts.threadNotFound ? { action: discard } : { action: { label: "Open", onClick: open }, cancel: discard }),
  });
}
