import { useEffect, useEffectEvent, useRef } from "react";
import type { QueueState } from "#lib/client/thread/queue-state.ts";

/** The row from which a discussion was opened: its first question, its place, and the address of the queue. */
type Kept = { address: string; id: string; at: number };

const name = "handraise:queue-row";
const isKept = (value: unknown): value is Kept =>
  typeof value === "object" && value !== null && "address" in value && "id" in value && "at" in value && typeof value.at === "number";

/** Keeps the row for when one comes back to the queue in this tab. */
export function keepSelection(kept: Kept): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // Full, or forbidden by the browser.
  }
}

/** The row that was kept, once. */
function takeKept(): Kept | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(name) ?? "null");
    sessionStorage.removeItem(name);
    return isKept(value) ? value : null;
  } catch {
    return null;
  }
}

type Options = {
  address: string;
  state: Pick<QueueState, "rows" | "selected">;
  /** Loads more rows; null when there are none, or they are on their way. */
  more: (() => void) | null;
  loading: boolean;
  select: (id: string) => void;
};

/** Selects the row from which one went to a discussion when one comes back: it, or what has taken its place. Loads as far as it was. */
export function useKeptSelection({ address, state, more, loading, select }: Options): void {
  const wanted = useRef<Kept | null>(null);
  useEffect(() => {
    wanted.current ??= takeKept();
  }, []);
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
