import { Check } from "lucide-react";
import { grouped } from "#lib/contract/text.ts";
import { percentOf } from "../uploads/transfer-text";

/** How far someone is in a lecture, over the lower edge of its poster; a full bar and a word once it is watched. */
export function WatchedBar({ seconds, watched, duration }: { seconds: number; watched: boolean; duration: number | null }) {
  const percent = watched ? 100 : duration ? Math.min(99, percentOf(seconds, duration)) : 0;
  if (percent === 0) return null;
  return (
    <>
      {watched ? (
        <span className="absolute start-2 top-2 inline-flex items-center gap-1 rounded-md bg-black/75 px-1.5 py-0.5 font-medium text-white text-meta">
          <Check className="size-3.5" aria-hidden="true" />
          Watched
        </span>
      ) : (
        <span className="sr-only">{percent} % watched</span>
      )}
      <span aria-hidden="true" className="absolute inset-x-0 bottom-0 h-1 bg-black/60">
        <span className="block h-full bg-primary" style={{ width: `${percent}%` }} />
      </span>
    </>
  );
}

/** How many lectures of a course someone has watched. */
export const watchedText = (watched: number, lectures: number): string => `${grouped(watched)} of ${grouped(lectures)} watched`;
