/** While it plays, the place is told at most so often (s). */
const reportEverySeconds = 10;
/** Tells where someone is in a video, neither too often nor twice the same. `send` gets whole seconds. */
export function createPositionReporter(send: (seconds: number) => void) {
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
      if (Math.abs(seconds - told) >= reportEverySeconds) tell(seconds);
    },
    /** It was paused, or the page goes. */
    stopped: tell,
  };
}
