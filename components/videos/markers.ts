import type { Thread } from "#lib/contract/discussions";
import { plainText } from "../discussions/plain-text";
import type { Marker } from "./player";

/** Questions this near to each other (as a share of the whole video) share a marker: their targets would overlap. */
const together = 0.03;

/** The markers of a time line, in its order. Threads without a moment have none. */
export function markersOf(threads: Thread[], duration: number): Marker[] {
  const placed = threads.flatMap(({ id, video_timestamp_seconds: seconds, question_text }) =>
    seconds === null ? [] : [{ id, seconds, label: plainText(question_text) }],
  );
  const markers: Marker[] = [];
  for (const { id, seconds, label } of placed.sort((a, b) => a.seconds - b.seconds)) {
    const last = markers.at(-1);
    if (last && duration > 0 && (seconds - last.seconds) / duration < together) {
      last.labels.push(label);
      last.ids.push(id);
    } else markers.push({ seconds, labels: [label], ids: [id] });
  }
  return markers;
}
