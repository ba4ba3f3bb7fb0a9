/** How often the position is reported while it plays, in seconds. */
const reportEverySeconds = 10;
/** Reports the position in a video, not too often and never the same twice. `send` gets whole seconds. */
export function createPositionReporter(send: (seconds: number) => void) {
  let reportedSeconds: number | null = null;
  const report = (seconds: number) => {
    if (seconds === reportedSeconds) return;
    reportedSeconds = seconds;
    send(seconds);
  };
  return {
    /** Called while it plays. */
    playing(seconds: number) {
      reportedSeconds ??= seconds;
      if (Math.abs(seconds - reportedSeconds) >= reportEverySeconds) report(seconds);
    },
    /** Called when it is paused, or the page is left. */
    stopped: report,
  };
}
