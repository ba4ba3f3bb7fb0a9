import { log } from "./log";

/**
 * Does `work` every `ms`, from `firstMs` on, and never twice at a time: a turn that comes too early is left out. A failure is logged as
 * `failure`, and the next turn comes all the same. The process may end meanwhile.
 * @returns how to stop; a turn that has begun ends by itself
 */
export function every(ms: number, work: () => unknown, failure: string, firstMs = ms): () => void {
  let isAtWork = false;
  const turn = async () => {
    if (isAtWork) return;
    isAtWork = true;
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, failure);
    } finally {
      isAtWork = false;
    }
  };
  const begin = () => {
    void turn();
    timer = setInterval(() => void turn(), ms).unref();
  };
  let timer = setTimeout(begin, firstMs).unref();
  // Node takes one for the other.
  return () => clearTimeout(timer);
}
