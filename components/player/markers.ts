import type { Moments, Thread } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { plainText } from "../ui/plain-text";

/** A place on the time line with questions. */
export type Marker = {
  seconds: number;
  /** The last second it stands for, just before the next marker. Questions near each other share a marker. */
  until: number;
  /** The number of its questions. */
  count: number;
  /** The loaded ones of them, and their texts, in the order of the video. */
  ids: string[];
  labels: string[];
  /** None of its questions is the viewer's own. */
  ofOthers?: boolean;
};

/** How near to each other questions share a marker, as a share of the whole video, because their targets would overlap. */
export const sharedMarkerRatio = 0.03;

/**
 * The markers of a time line, in its order: of all `moments`, near ones `together`, which is a share of the video. `threads` are the loaded
 * ones, with or without a moment.
 */
export function buildMarkers(moments: Moments["moments"], threads: Thread[], duration: number, together = sharedMarkerRatio): Marker[] {
  const loaded = threads
    .flatMap((thread) => (thread.video_timestamp_seconds === null ? [] : [{ ...thread, seconds: thread.video_timestamp_seconds }]))
    .sort((a, b) => a.seconds - b.seconds);
  const groups: { seconds: number; count: number }[] = [];
  for (const { seconds, count } of withUncounted(moments, loaded)) {
    const last = groups.at(-1);
    if (last && duration > 0 && (seconds - last.seconds) / duration < together) last.count += count;
    else groups.push({ seconds, count });
  }
  return groups.map(({ seconds, count }, at) => {
    const until = (groups[at + 1]?.seconds ?? limits.secondsMax + 1) - 1;
    const here = loaded.filter((thread) => thread.seconds >= seconds && thread.seconds <= until);
    return {
      seconds,
      until,
      count: Math.max(count, here.length),
      ids: here.map(({ id }) => id),
      labels: here.map(({ question_text }) => plainText(question_text)),
    };
  });
}

/** Adds the moments of new questions that are not counted yet, so that they have a marker at once. */
function withUncounted(moments: Moments["moments"], loaded: { seconds: number }[]): Moments["moments"] {
  const counted = new Set(moments.map(({ seconds }) => seconds));
  const first = moments[0]?.seconds ?? limits.secondsMax;
  // Where there are very many, a moment stands for the following seconds as well.
  const isOwnMoment = (seconds: number) => moments.length < limits.momentsMax / 2 || seconds < first;
  const others = new Set(loaded.map(({ seconds }) => seconds).filter((seconds) => !counted.has(seconds) && isOwnMoment(seconds)));
  return [...moments, ...[...others].map((seconds) => ({ seconds, count: 1 }))].sort((a, b) => a.seconds - b.seconds);
}
