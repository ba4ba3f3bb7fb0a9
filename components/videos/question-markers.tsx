import { Hand } from "lucide-react";
import { formatMoment, spokenMoment } from "./moment";
import type { Marker } from "./player";
import styles from "./player.module.css";

const nameOf = ({ labels, seconds }: Marker) =>
  labels.length === 1 ? `Question at ${spokenMoment(seconds)}: ${labels[0]}` : `${labels.length} questions around ${spokenMoment(seconds)}`;

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
    <ul className={styles.markers} aria-label="Questions on the time line">
      {markers.map((marker) => (
        <li key={marker.ids[0]} style={{ insetInlineStart: `${Math.min(100, (marker.seconds / duration) * 100)}%` }}>
          <button
            type="button"
            {...keysUsed}
            aria-label={nameOf(marker)}
            title={`${formatMoment(marker.seconds)} · ${marker.labels[0]}`}
            onClick={() => onMarker?.(marker)}
          >
            <span>{marker.labels.length > 1 ? marker.labels.length : <Hand aria-hidden="true" />}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
