"use client";
import { Clock } from "lucide-react";
import { type Playhead, usePlayhead } from "../player/playhead";
import { formatMoment, momentChip } from "../ui/moment";
import { fieldParts } from "./field-parts";

type Props = {
  moment: number | null;
  /** Shown as it goes on, until a moment is decided; null from then on. */
  playhead: Playhead | null;
  /** The second that is on screen; null while nothing can be played. */
  now: () => number | null;
  onChange: (moment: number | null) => void;
};

/** The moment of a question: a chip that can be moved, set, typed or removed. */
export function MomentField({ moment, playhead, now, onChange }: Props) {
  const fields = fieldParts.use();
  const attach = () => onChange(now() ?? 0);

  if (moment === null && playhead !== null) return <PresentMoment playhead={playhead} onKeep={attach} />;
  if (moment === null) {
    return (
      <button
        type="button"
        className="-ms-2 inline-flex h-8 min-w-8 items-center gap-1.5 self-start rounded-md px-2 text-meta text-muted-foreground hover:bg-muted hover:text-foreground"
        onClick={attach}
      >
        <Clock className="size-3.5" aria-hidden="true" />
        Attach the current time
      </button>
    );
  }
  if (fields) return <fields.ChosenMoment {...{ moment, now, onChange }} />;
  return (
    <p className={`${momentChip} h-8 gap-1.5 self-start px-2.5`}>
      <Clock className="size-3.5" aria-hidden="true" />
      {formatMoment(moment)}
    </p>
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
