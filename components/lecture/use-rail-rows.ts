import { useMemo } from "react";
import type { Thread } from "#lib/contract/discussions.ts";
import { useDrawnRows } from "../ui/use-drawn-rows";
import { inVideoOrder } from "./in-video-order";

/**
 * The questions of a list of the rail that are to be drawn, in the order of the video, and whether these are all. Those that the reader
 * came for are among them from the start. When they are in the rail's other list, all are, so that nothing above them grows.
 */
export function useRailRows(
  threads: Thread[],
  turnOf: ReadonlyMap<string, number>,
  keepMounted: string[],
): { rows: Thread[]; isWhole: boolean } {
  const inOrder = useMemo(() => inVideoOrder(threads, turnOf), [threads, turnOf]);
  const wanted = inOrder.findLastIndex(({ id }) => keepMounted.includes(id));
  const isElsewhere = keepMounted.length > 0 && wanted === -1;
  const drawn = useDrawnRows(inOrder.length, isElsewhere ? inOrder.length : wanted + 1);
  const rows = useMemo(() => inOrder.slice(0, drawn), [inOrder, drawn]);
  return { rows, isWhole: drawn === inOrder.length };
}
