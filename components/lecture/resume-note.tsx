import { formatMoment, spokenMoment } from "../ui/moment";
import { buttonKeys, NoteClose } from "./note-close";

export type ResumeNoteProps = { seconds: number; onRestart: () => void; onClose: () => void };

/** Says over the picture where it resumes, with a button for the start. */
export default function ResumeNote({ seconds, onRestart, onClose }: ResumeNoteProps) {
  return (
    <section
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
