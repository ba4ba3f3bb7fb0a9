import { useRef } from "react";
import { Name } from "#components/ui/name.tsx";
import type { Thread } from "#lib/contract/discussions.ts";
import { Link } from "../ui/link";
import { formatMoment } from "../ui/moment";
import { plainText } from "../ui/plain-text";
import { NoteClose } from "./note-close";
import { useCloseUnused } from "./use-close-unused";

export type MarkerNoteProps = {
  threads: Thread[];
  /** How many there are, even those that could not be loaded. */
  total: number;
  /** Opens one beside the video. @returns false when it has no card there */
  onOpen: (id: string) => boolean;
  onClose: () => void;
};

/** How long it covers the picture without anybody using it, in ms. */
const shownMs = 10_000;

/** Shows the questions of the chosen marker, over the picture, for a while. */
export default function MarkerNote({ threads, total, onOpen, onClose }: MarkerNoteProps) {
  const box = useRef<HTMLElement>(null);
  useCloseUnused(box, shownMs, onClose);
  return (
    <section
      ref={box}
      aria-label="Asked here"
      className="flex max-h-44 max-w-lg gap-2 rounded-lg bg-black/85 p-3 pb-0 text-start text-sm text-white"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      {/* What lies below the edge fades out there, and the last line ends above it. */}
      <ul className="grid min-w-0 flex-1 content-start gap-2 overflow-auto pb-4 mask-b-from-[calc(100%-1.25rem)]">
        {threads.map((thread) => (
          <li key={thread.id} className="min-w-0">
            <Link
              href={`/discussions/threads/${thread.id}`}
              {...{ keysused: "Enter" }}
              onClick={(event) => {
                const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey;
                if (!isPlain || !onOpen(thread.id)) return;
                event.preventDefault();
                onClose();
              }}
              className="line-clamp-2 leading-snug hover:underline"
            >
              {thread.video_timestamp_seconds !== null && (
                <span className="me-2 text-white/75 tabular-nums">{formatMoment(thread.video_timestamp_seconds)}</span>
              )}
              <Name>{plainText(thread.question_text)}</Name>
            </Link>
          </li>
        ))}
        {threads.length < total && (
          <li className="text-white/75 tabular-nums">
            {threads.length} of {total}
          </li>
        )}
      </ul>
      <NoteClose onClose={onClose} className="size-7" />
    </section>
  );
}
