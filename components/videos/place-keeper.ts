/** While it plays, the place is told at most so often (s). */
const every = 10;
/** What lies this near to the start or the end (s) is not worth coming back to. */
const nearStart = 10;
const nearEnd = 15;

/** Where to go on with a video that was left at `seconds`; null where going on would be the start anyway, or the end. */
export function resumeAt(seconds: number | null, duration: number | null): number | null {
  if (seconds === null || seconds < nearStart) return null;
  return duration !== null && seconds > duration - nearEnd ? null : seconds;
}

/** Tells where someone is in a video, neither too often nor twice the same. `send` gets whole seconds. */
export function createPlaceKeeper(send: (seconds: number) => void) {
  let told: number | null = null;
  const tell = (seconds: number) => {
    if (seconds === told) return;
    told = seconds;
    send(seconds);
  };
  return {
    /** It plays on. */
    playing(seconds: number) {
      told ??= seconds;
      if (Math.abs(seconds - told) >= every) tell(seconds);
    },
    /** It was paused, or the page goes. */
    stopped: tell,
  };
}
