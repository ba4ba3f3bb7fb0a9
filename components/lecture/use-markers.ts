import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { Moments, Thread } from "#lib/contract/discussions.ts";
import { buildMarkers, type Marker } from "../player/markers";
import type { PlayerHandle } from "../player/player-props";

/** The markers of all questions. Those of classmates are marked as theirs. */
export function useMarkers(moments: Moments["moments"], own: Thread[], all: Thread[], duration: number, nearby: number): Marker[] {
  return useMemo(() => {
    const ids = new Set(own.map(({ id }) => id));
    return buildMarkers(moments, all, duration, nearby).map((marker) => {
      const isOwn =
        marker.ids.some((id) => ids.has(id)) || moments.some(({ seconds }) => seconds >= marker.seconds && seconds <= marker.until);
      return { ...marker, ofOthers: !isOwn };
    });
  }, [moments, own, all, duration, nearby]);
}

/** Another link to the same video keeps the page and changes the second. */
export function useSecondInAddress(startAt: number | null, player: RefObject<PlayerHandle | null>) {
  const opened = useRef(startAt);
  useEffect(() => {
    if (startAt !== null && startAt !== opened.current) player.current?.seek(startAt, { reveal: true });
    opened.current = startAt;
  }, [startAt, player]);
}

/** The marker that was chosen on the timeline, and its questions: `chosen` holds the loaded ones first, then what `find` answers. */
export function useSelectedMarker(threads: Thread[], find: (from: number, to: number) => Promise<Thread[]>) {
  const [selected, setSelected] = useState<Marker | null>(null);
  const [found, setFound] = useState<Thread[]>([]);
  const latest = useRef<Marker | null>(null);
  const select = async (marker: Marker) => {
    setSelected(marker);
    latest.current = marker;
    setFound([]);
    if (marker.ids.length === marker.count) return;
    const all = await find(marker.seconds, marker.until).catch(() => []);
    // Another marker may have been chosen meanwhile.
    if (latest.current === marker) setFound(all.filter(({ id }) => !marker.ids.includes(id)));
  };
  const chosen = selected && [...threads.filter(({ id }) => selected.ids.includes(id)), ...found];
  return { selected, chosen, select, unselect: () => setSelected(null) };
}
