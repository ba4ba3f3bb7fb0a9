import { formatMoment, spokenMoment } from "../ui/moment";
import type { Marker } from "./markers";
import styles from "./player.module.css";

function nameOf({ count, labels, seconds, ofOthers }: Marker): string {
  const question = ofOthers ? "Question of the class" : "Question";
  if (count > 1) return `${count} questions around ${spokenMoment(seconds)}`;
  return labels[0] === undefined ? `${question} at ${spokenMoment(seconds)}` : `${question} at ${spokenMoment(seconds)}: ${labels[0]}`;
}

/** What is shown of a marker while it is pointed at. */
function tipOf({ count, labels, seconds }: Marker): string {
  const what = count > 1 ? `${count} questions` : labels[0];
  return [formatMoment(seconds), ...(what === undefined ? [] : [what])].join(" · ");
}

/** Keys that the player would take as its own shortcuts while a marker has the focus. */
const keysUsed = { keysused: "Enter Space" };

type Props = { markers: Marker[]; duration: number; onMarker: ((marker: Marker) => void) | undefined };

/**
 * The questions on the time line, as ticks that grow when one points at them. A marker seeks to its second and shows what was asked there.
 */
export function QuestionMarkers({ markers, duration, onMarker }: Props) {
  return (
    <ul className={styles.markers} aria-label="Questions on the timeline">
      {markers.map((marker) => {
        const place = `${Math.min(100, (marker.seconds / duration) * 100)}%`;
        return (
          <li key={marker.seconds} style={{ insetInlineStart: place }}>
            <button
              type="button"
              {...keysUsed}
              data-others={marker.ofOthers || undefined}
              data-many={marker.count > 1 || undefined}
              aria-label={nameOf(marker)}
              onClick={() => onMarker?.(marker)}
            >
              <span className={styles.tick} />
              {/* Moved back by as much as its mark is along the line, so that it ends with the line. */}
              <span className={styles.tip} style={{ translate: `-${place} 0` }} dir="auto" aria-hidden="true">
                {tipOf(marker)}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
