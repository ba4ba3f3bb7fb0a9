import { useEffect, useId, useRef, useState } from "react";
import { fieldClass } from "../ui/field-class";
import { formatMoment, parseMoment } from "../ui/moment";

/** The chip as a field. `onDone` gets the typed second, or null to leave it as it was. */
export function TypedMoment({ moment, onDone }: { moment: number; onDone: (moment: number | null) => void }) {
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
