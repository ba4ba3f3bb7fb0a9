"use client";
import { Bell, BellOff } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Preferences } from "#lib/contract/preferences.ts";

const path = "/api/notifications/preferences";

/** Mutes the notifications of a discussion. A muted one can still be read, and is live while it is open. */
export function MuteButton({ threadId, initial }: { threadId: string; initial: boolean }) {
  const [muted, setMuted] = useState(initial);
  const [working, setWorking] = useState(false);
  const toggle = async () => {
    if (working) return;
    setWorking(true);
    try {
      const { muted_threads: before } = await api<Preferences>("GET", path);
      const others = before.filter((id) => id !== threadId);
      const { muted_threads: now } = await api<Preferences>("PUT", path, { muted_threads: muted ? others : [threadId, ...others] });
      setMuted(now.includes(threadId));
    } catch (error) {
      toast.error(actionProblem(error));
    }
    setWorking(false);
  };
  const label = muted ? "Muted. Unmute to get notifications again." : "Mute this discussion";
  return (
    <Button
      type="button"
      size="sm"
      variant="outline"
      aria-disabled={working}
      aria-label={label}
      title={label}
      onClick={() => void toggle()}
    >
      {muted ? <BellOff className="size-4" aria-hidden="true" /> : <Bell className="size-4" aria-hidden="true" />}
      {muted && <span aria-hidden="true">Muted</span>}
    </Button>
  );
}
