"use client";
import { CloudOff, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import type { ConnectionStatus as Status } from "#lib/client/connection.ts";
import { outOfDate } from "#lib/client/out-of-date.ts";
import { useConnection, useUpToDateAt } from "../live/realtime-provider";
import { clockText } from "../ui/dates";

function Words({ status, since }: { status: Status; since: number }) {
  if (status === "reconnecting") return "Reconnecting…";
  if (status === "catching-up") return "Catching up…";
  // A phone's header has no room for all of it; screen readers read it all.
  return (
    <span className="whitespace-nowrap">
      Offline · <span className="max-sm:sr-only">last updated </span>
      {clockText(new Date(since))}
    </span>
  );
}

/** Shows that the connection has been gone for a while, and nothing while it is fine. Announced politely, once each way. */
export function ConnectionStatus() {
  const status = useConnection();
  const since = useUpToDateAt();
  const Icon = status === "offline" ? CloudOff : LoaderCircle;
  // A region that falls empty is not read out. So the return of the connection is said, too.
  const [wasAway, setWasAway] = useState(false);
  if (status !== "live" && !wasAway) setWasAway(true);
  // What it is and what to do about it is said by OutOfDate.
  if (useStore(outOfDate, ({ isOutOfDate }) => isOutOfDate)) return null;
  return (
    <div role="status" className="text-sm">
      {status !== "live" && (
        <span className="inline-flex items-center gap-1.5 rounded-full bg-muted px-2.5 py-1 text-muted-foreground">
          <Icon className={status === "offline" ? "size-4" : "size-4 animate-spin"} aria-hidden="true" />
          <Words status={status} since={since} />
        </span>
      )}
      {status === "live" && wasAway && <span className="sr-only">Connected again.</span>}
    </div>
  );
}
