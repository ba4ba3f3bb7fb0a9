/** How near to the start or the end a position is not worth resuming, in seconds. */
const startSeconds = 10;
const endSeconds = 15;

/** Where to resume a video that was left at `seconds`; null near its start or end. */
export function resumeAt(seconds: number | null, duration: number | null): number | null {
  if (seconds === null || seconds < startSeconds) return null;
  return duration !== null && seconds > duration - endSeconds ? null : seconds;
}
