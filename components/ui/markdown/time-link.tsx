"use client";
import { Link } from "../link";
import { parseMoment, spokenMoment } from "../moment";
import { useVideoTimes } from "../video-times";

const look = "rounded-sm font-medium text-accent-text tabular-nums underline decoration-1 underline-offset-3 hover:decoration-2";

/** A time in a text: leads to that second of the video which the text is about. Only text where there is none, or it ends before. */
export function TimeLink({ written }: { written: string }) {
  const { videoId, durationSeconds, seek } = useVideoTimes();
  const seconds = parseMoment(written);
  if (seconds === null || videoId === null || (durationSeconds !== null && seconds > durationSeconds)) return written;
  const label = (
    <>
      <span aria-hidden="true">{written}</span>
      <span className="sr-only">Go to {spokenMoment(seconds)}</span>
    </>
  );
  if (seek === null)
    return (
      <Link href={`/videos/${videoId}?t=${seconds}`} data-seconds={seconds} className={look}>
        {label}
      </Link>
    );
  return (
    <button type="button" data-printed="" data-seconds={seconds} className={look} onClick={() => seek(seconds)}>
      {label}
    </button>
  );
}
