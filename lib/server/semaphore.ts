import { unavailable } from "./errors";

/**
 * Lets in `most` at a time, the others in the order of their calls.
 * @returns `enter(patienceMs)`, which resolves, once inside, with a function that leaves
 * @throws AppError unavailable after `patienceMs`
 */
export function semaphore(most: number): (patienceMs: number) => Promise<() => void> {
  const waiting = new Set<() => void>();
  let inside = 0;
  const leave = () => {
    inside--;
    const [next] = waiting;
    next?.();
  };
  return (patienceMs) =>
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
      }, patienceMs);
      if (inside < most) enter();
      else waiting.add(enter);
    });
}
