/** What lies this near to the start or the end (s) is not worth coming back to. */
const nearStart = 10;
const nearEnd = 15;

/** Where to go on with a video that was left at `seconds`; null where going on would be the start anyway, or the end. */
export function resumeAt(seconds: number | null, duration: number | null): number | null {
  if (seconds === null || seconds < nearStart) return null;
  return duration !== null && seconds > duration - nearEnd ? null : seconds;
}
