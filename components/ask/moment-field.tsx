"use client";
import { Clock, X } from "lucide-react";
import { useState } from "react";
import { type Playhead, usePlayhead } from "../player/playhead";
import { formatMoment, momentChip, spokenMoment } from "../ui/moment";
import { fieldParts } from "./field-parts";

type Props = {
  moment: number | null;
  /** Shown as it goes on, until a moment is decided; null from then on. */
  playhead: Playhead | null;
  /** The second that is on screen; null while nothing can be played. */
  now: () => number | null;
  onChange: (moment: number | null) => void;
};

const small = "h-8 min-w-8 rounded-md px-2 text-muted-foreground text-meta hover:bg-muted hover:text-foreground";

/** The moment of a question: a chip that can be moved, set, typed or removed. */
export function MomentField({ moment, playhead, now, onChange }: Props) {
  const [typing, setTyping] = useState(false);
  const part = fieldParts.use();
  const change = (next: number | null) => {
    onChange(next);
    setTyping(false);
  };

  if (moment === null && playhead !== null) return <PresentMoment playhead={playhead} onKeep={() => change(now() ?? 0)} />;
  if (moment === null) {
    return (
      <button
        type="button"
        className={`${small} -ms-2 inline-flex items-center gap-1.5 justify-self-start`}
        onClick={() => change(now() ?? 0)}
      >
        <Clock className="size-3.5" aria-hidden="true" />
        Attach the current time
      </button>
    );
  }
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">Moment in the video</legend>
      {typing && part ? (
        <part.TypedMoment
          moment={moment}
          onDone={(next) => {
            if (next !== null) onChange(next);
            setTyping(false);
          }}
        />
      ) : (
        <button type="button" className={`${momentChip} hover:underline h-8 gap-1.5 px-2.5`} onClick={() => setTyping(true)}>
          <Clock className="size-3.5" aria-hidden="true" />
          <span aria-hidden="true">{formatMoment(moment)}</span>
          <span className="sr-only">About {spokenMoment(moment)}. Change it</span>
        </button>
      )}
      <button type="button" className={small} onClick={() => change(Math.max(0, moment - 5))}>
        −5 s<span className="sr-only"> earlier</span>
      </button>
      <button type="button" className={small} onClick={() => change(moment + 5)}>
        +5 s<span className="sr-only"> later</span>
      </button>
      <button type="button" className={small} onClick={() => change(now() ?? moment)} aria-label="Use the current time">
        Now
      </button>
      <button type="button" className={`${small} grid place-items-center px-0`} onClick={() => change(null)} aria-label="Remove the moment">
        <X className="size-3.5" aria-hidden="true" />
      </button>
      <span className="sr-only" role="status">
        {spokenMoment(moment)}
      </span>
    </fieldset>
  );
}

/** The second on screen, which becomes the question's when one starts typing, or presses it. */
function PresentMoment({ playhead, onKeep }: { playhead: Playhead; onKeep: () => void }) {
  const seconds = usePlayhead(playhead, (now) => now ?? 0);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {/* Its name does not tick. */}
      <button
        type="button"
        className={`${momentChip} hover:underline h-8 gap-1.5 px-2.5`}
        aria-label="Attach the current time"
        onClick={onKeep}
      >
        <Clock className="size-3.5" aria-hidden="true" />
        {formatMoment(seconds)}
      </button>
      <span className="text-muted-foreground text-meta">kept when you start typing</span>
    </div>
  );
}
