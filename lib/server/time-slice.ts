/** How long one piece of work keeps the processor before others have their turn, in ms. */
const sliceMs = 8;

/**
 * Makes a pause for long work: `await pause()` goes on at once until 8 ms have passed since the last one, then lets everything else that is
 * ready go first.
 */
export function timeSlices(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        since = performance.now();
        resolve();
      }),
    );
  };
}
