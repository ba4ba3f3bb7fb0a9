"use client";
import { useCallback, useEffect } from "react";
import { toast } from "sonner";
import { useUser } from "#components/layout/realtime-provider";
import { carryOutbox } from "./carry-outbox";
import { useConnectedAgain } from "./use-connected-again";

/** Sends what was written offline as soon as any page of ours is open and there is a connection, and says so. Mount it once. */
export function OutboxCarrier() {
  const { id } = useUser();
  const carry = useCallback(async () => {
    const sent = await carryOutbox(id);
    if (sent > 0) toast(sent === 1 ? "A message that had waited was sent" : `${sent} messages that had waited were sent`, { id: "outbox" });
  }, [id]);
  useEffect(() => {
    // After the page's own parts, which occupy their boxes as they mount.
    const soon = setTimeout(() => void carry(), 1000);
    return () => clearTimeout(soon);
  }, [carry]);
  useConnectedAgain(() => void carry());
  return null;
}
