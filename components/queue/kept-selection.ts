import { useEffect, useEffectEvent, useRef } from "react";
import type { QueueState } from "#lib/client/thread/queue-state.ts";
import { type KeptPlace, takePlace } from "../queue-place/kept-place";
import { settledMs } from "./use-queue-pages";

type Options = {
  address: string;
  state: Pick<QueueState, "rows" | "selected">;
  /** Loads more rows; null when there are none, or they are on their way. */
  more: (() => void) | null;
  loading: boolean;
  select: (id: string) => void;
  /** Asks for the queue anew, after so many ms. */
  refetch: (delay: number) => void;
};

/** Selects the row from which one went to a discussion when one comes back: it, or what has taken its place. Loads as far as it was. */
export function useKeptSelection({ address, state, more, loading, select, refetch }: Options): void {
  const wanted = useRef<KeptPlace | null>(null);
  const begin = useEffectEvent(() => {
    wanted.current ??= takePlace();
    if (wanted.current) refetch(settledMs);
  });
  useEffect(() => begin(), []);
  const { rows, selected } = state;
  const look = useEffectEvent(() => {
    const kept = wanted.current;
    if (!kept || loading) return;
    if (kept.address !== address || selected !== null) {
      wanted.current = null;
      return;
    }
    const found = rows.find((row) => row.items.some(({ id }) => id === kept.id));
    if (!found && rows.length <= kept.at && more) return more();
    wanted.current = null;
    const row = found ?? rows[Math.min(kept.at, rows.length - 1)];
    if (row) select(found ? kept.id : (row.items[0]?.id ?? ""));
  });
  useEffect(() => look(), [rows, loading, selected]);
}
