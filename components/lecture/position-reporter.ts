/** How often the position is reported while it plays, in seconds. */
const reportEverySeconds = 10;
/** Reports the position in a video, not too often and never the same twice. `send` gets whole seconds. */
export function createPositionReporter(send: (seconds: number) => void) {
  let told: number | null = null;
  const tell = (seconds: number) => {
    if (seconds === told) return;
    told = seconds;
    send(seconds);
  };
  return {
    /** Called while it plays. */
    playing(seconds: number) {
      told ??= seconds;
      if (Math.abs(seconds - told) >= reportEverySeconds) tell(seconds);
    },
    /** Called when it is paused, or the page is left. */
    stopped: tell,
  };
}
