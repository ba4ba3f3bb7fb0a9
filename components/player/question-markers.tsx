import { type KeyboardEvent, useState } from "react";
import { formatMoment, spokenMoment } from "../ui/moment";
import type { Marker } from "./markers";
import styles from "./player.module.css";

function nameOf({ count, labels, seconds, ofOthers }: Marker): string {
  const question = ofOthers ? "Class question" : "Question";
  if (count > 1) return `${count} questions around ${spokenMoment(seconds)}`;
  return labels[0] === undefined ? `${question} at ${spokenMoment(seconds)}` : `${question} at ${spokenMoment(seconds)}: ${labels[0]}`;
}

/** What is shown of a marker while it is pointed at. */
function tipOf({ count, labels, seconds }: Marker): string {
  const what = count > 1 ? `${count} questions` : labels[0];
  return [formatMoment(seconds), ...(what === undefined ? [] : [what])].join(" · ");
}

/** Keys that the player would take as its own shortcuts while a marker has the focus. */
const keysUsed = { keysused: "Enter Space ArrowLeft ArrowRight Home End" };

/** The marker that a key leads to from the one at `at`. */
const steps: Partial<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => Math.min(at + 1, count - 1),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

type Props = { markers: Marker[]; duration: number; onMarker: ((marker: Marker) => void) | undefined };

/**
 * The questions on the time line, as ticks that grow when one points at them. A marker seeks to its second and shows what was asked there.
 * Tab stops at one of them, and arrows lead to the others.
 */
export function QuestionMarkers({ markers, duration, onMarker }: Props) {
  const [focused, setFocused] = useState(0);
  // Whose questions are listed above it, where its tip would lie on them.
  const [pressed, setPressed] = useState<number | null>(null);
  const stop = Math.min(focused, markers.length - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const isShortcut = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    const to = steps[event.key]?.(stop, markers.length);
    if (to === undefined || isShortcut) return;
    event.preventDefault();
    event.currentTarget.querySelectorAll("button")[to]?.focus();
  };
  return (
    <ul className={styles.markers} aria-label="Questions on the timeline" onKeyDown={onKeyDown}>
      {markers.map((marker, at) => {
        const place = `${Math.min(100, (marker.seconds / duration) * 100)}%`;
        return (
          <li key={marker.seconds} style={{ insetInlineStart: place }}>
            <button
              type="button"
              {...keysUsed}
              tabIndex={at === stop ? 0 : -1}
              onFocus={() => setFocused(at)}
              data-others={marker.ofOthers || undefined}
              data-many={marker.count > 1 || undefined}
              aria-label={nameOf(marker)}
              onClick={() => {
                setPressed(at);
                onMarker?.(marker);
              }}
              onPointerLeave={() => setPressed(null)}
              onBlur={() => setPressed(null)}
            >
              <span className={styles.tick} />
              {pressed !== at && (
                // Moved back by as much as its mark is along the line, so that it ends with the line.
                <span className={styles.tip} style={{ translate: `-${place} 0` }} dir="auto" aria-hidden="true">
                  {tipOf(marker)}
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
