import { useMemo } from "react";
import type { Thread } from "#lib/contract/discussions.ts";
import { useDrawnRows } from "../ui/use-drawn-rows";
import { inVideoOrder } from "./in-video-order";
import type { CardState, RailState } from "./rail-state";

type Row = { thread: Thread; state: CardState };

/**
 * The cards of a list of the rail that are to be drawn, in the order of the video, and whether these are all. The one that the reader came
 * for is among them from the start. When it is in the rail's other list, all are, so that nothing above it grows.
 */
export function useRailRows(threads: Thread[], turnOf: ReadonlyMap<string, number>, rail: RailState): { rows: Row[]; isWhole: boolean } {
  const inOrder = useMemo(() => inVideoOrder(threads, turnOf), [threads, turnOf]);
  const rows = inOrder.map((thread) => ({ thread, state: rail.of(thread.id, inOrder.length) }));
  const wanted = rows.findLastIndex(({ state }) => state.open || state.current);
  const isElsewhere = rail.hasTarget && wanted === -1;
  const drawn = useDrawnRows(rows.length, isElsewhere ? rows.length : wanted + 1);
  return { rows: rows.slice(0, drawn), isWhole: drawn === rows.length };
}
