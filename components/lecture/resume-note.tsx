import { useRef } from "react";
import { type Playhead, usePlayhead } from "../player/playhead";
import { formatMoment, spokenMoment } from "../ui/moment";
import { buttonKeys, NoteClose } from "./note-close";
import { useCloseUnused } from "./use-close-unused";

export type ResumeNoteProps = { seconds: number; playhead: Playhead; onRestart: () => void; onClose: () => void };

/** How long it covers a picture that stands, in ms. */
const shownMs = 10_000;
/** How far from where it resumed the video has moved on. */
const movedSeconds = 5;
/** How often it looks whether it may go, once the video has. */
const lookMs = 250;

/** Says over the picture where it resumes, with a button for the start. Goes by itself, but not while somebody uses it. */
export default function ResumeNote({ seconds, playhead, onRestart, onClose }: ResumeNoteProps) {
  const box = useRef<HTMLElement>(null);
  const everyMs = usePlayhead(playhead, (now) => (Math.abs((now ?? seconds) - seconds) >= movedSeconds ? lookMs : shownMs));
  useCloseUnused(box, everyMs, onClose);
  return (
    <section
      ref={box}
      aria-label="Where you stopped"
      className="flex w-fit items-center gap-1 rounded-lg bg-black/85 py-1 ps-3 pe-1 text-sm text-white"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <span>
        Resumed at{" "}
        <span aria-hidden="true" className="tabular-nums">
          {formatMoment(seconds)}
        </span>
        <span className="sr-only">{spokenMoment(seconds)}</span>
      </span>
      <button
        type="button"
        {...buttonKeys}
        onClick={onRestart}
        className="h-8 rounded-md px-2.5 font-semibold underline underline-offset-4 hover:bg-white/15"
      >
        Start over
      </button>
      <NoteClose onClose={onClose} />
    </section>
  );
}
