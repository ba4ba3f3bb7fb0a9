import { setTimeout as sleep } from "node:timers/promises";

/** How long one piece of work keeps the processor, and how long it then pauses for others, in ms. */
const sliceMs = 4;
const restMs = 8;

/**
 * Cuts long work into slices of 4 ms with pauses of 8 ms, in which everything else goes on: `if (slices.isOver()) await slices.rest()`
 * after each step.
 */
export function timeSlices(): { isOver(): boolean; rest(): Promise<void> } {
  let since = performance.now();
  return {
    isOver: () => performance.now() - since >= sliceMs,
    async rest() {
      await sleep(restMs);
      since = performance.now();
    },
  };
}
