import { unavailable } from "./errors";

/**
 * Lets in `concurrencyMax` at a time, the others in the order of their calls.
 * @returns `enter(timeoutMs)`, which resolves, once inside, with a function that leaves
 * @throws AppError unavailable after `timeoutMs`
 */
export function semaphore(concurrencyMax: number): (timeoutMs: number) => Promise<() => void> {
  const waiting = new Set<() => void>();
  let inside = 0;
  const leave = () => {
    inside--;
    const [next] = waiting;
    next?.();
  };
  return (timeoutMs) =>
    new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        waiting.delete(enter);
        inside++;
        resolve(leave);
      };
      const timer = setTimeout(() => {
        waiting.delete(enter);
        reject(unavailable());
      }, timeoutMs);
      if (inside < concurrencyMax) enter();
      else waiting.add(enter);
    });
}
