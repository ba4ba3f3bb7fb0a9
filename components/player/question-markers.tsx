import { Hand } from "lucide-react";
import { formatMoment, spokenMoment } from "../ui/moment";
import type { Marker } from "./markers";
import styles from "./player.module.css";

function nameOf({ count, labels, seconds, ofOthers }: Marker): string {
  const question = ofOthers ? "Question of the class" : "Question";
  if (count > 1) return `${count} questions around ${spokenMoment(seconds)}`;
  return labels[0] === undefined ? `${question} at ${spokenMoment(seconds)}` : `${question} at ${spokenMoment(seconds)}: ${labels[0]}`;
}

/** Keys that the player would take as its own shortcuts while a marker has the focus. */
const keysUsed = { keysused: "Enter Space" };

/** The questions on the time line. A marker seeks to its second and shows what was asked there. */
export function QuestionMarkers({
  markers,
  duration,
  onMarker,
}: {
  markers: Marker[];
  duration: number;
  onMarker: ((marker: Marker) => void) | undefined;
}) {
  return (
    <ul className={styles.markers} aria-label="Questions on the timeline">
      {markers.map((marker) => (
        <li key={marker.seconds} style={{ insetInlineStart: `${Math.min(100, (marker.seconds / duration) * 100)}%` }}>
          <button
            type="button"
            {...keysUsed}
            data-others={marker.ofOthers || undefined}
            aria-label={nameOf(marker)}
            title={[formatMoment(marker.seconds), ...marker.labels.slice(0, 1)].join(" · ")}
            onClick={() => onMarker?.(marker)}
          >
            <span>{marker.count > 1 ? marker.count : <Hand aria-hidden="true" />}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
