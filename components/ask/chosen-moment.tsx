import { Clock, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { fieldClass } from "../ui/field-class";
import { formatMoment, momentChip, parseMoment, spokenMoment } from "../ui/moment";

type Props = { moment: number; now: () => number | null; onChange: (moment: number | null) => void };

const small = "h-8 min-w-8 rounded-md px-2 text-muted-foreground text-meta hover:bg-muted hover:text-foreground";

/** A moment that is decided: it can be moved, set, typed or removed. */
export function ChosenMoment({ moment, now, onChange }: Props) {
  const [typing, setTyping] = useState(false);
  const change = (next: number | null) => {
    onChange(next);
    setTyping(false);
  };
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">Moment in the lecture</legend>
      {typing ? (
        <TypedMoment
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
      <button type="button" className={small} onClick={() => change(now() ?? moment)} aria-label="Now: use the current time">
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

/** The chip as a field. `onDone` gets the typed second, or null to leave it as it was. */
function TypedMoment({ moment, onDone }: { moment: number; onDone: (moment: number | null) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(formatMoment(moment));
  const [wrong, setWrong] = useState(false);
  useEffect(() => input.current?.select(), []);

  const finish = () => {
    const seconds = parseMoment(text);
    if (seconds === null) setWrong(true);
    else onDone(seconds);
  };
  return (
    <span className="inline-flex items-center gap-2">
      <input
        ref={input}
        value={text}
        inputMode="numeric"
        aria-label="Moment, as minutes and seconds"
        aria-invalid={wrong}
        aria-describedby={wrong ? id : undefined}
        className={`${fieldClass} h-8 w-20 py-0 tabular-nums`}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => onDone(parseMoment(text))}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone(null);
          if (event.key !== "Enter") return;
          event.preventDefault();
          finish();
        }}
      />
      {wrong && (
        <span id={id} role="alert" className="text-destructive text-meta">
          Use a time like 12:41.
        </span>
      )}
    </span>
  );
}
