/** How near to the start or the end a position is not worth resuming, in seconds. */
const nearStart = 10;
const nearEnd = 15;

/** Where to resume a video that was left at `seconds`; null near its start or end. */
export function resumeAt(seconds: number | null, duration: number | null): number | null {
  if (seconds === null || seconds < nearStart) return null;
  return duration !== null && seconds > duration - nearEnd ? null : seconds;
}
