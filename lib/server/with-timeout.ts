/** A time-out is counted in steps of this length at most. */
const stepMs = 250;

/**
 * The answer, if it comes within `ms`. Counts in short steps and looks at what has arrived before the last word: in a process that is busy
 * the answer may lie there unread, and giving up would only bring the asker back for more.
 * @throws Error with `message` when no answer came in time; what `answer` rejects with
 */
export function withTimeout<Answer>(answer: Promise<Answer>, ms: number, message: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout;
    const giveUp = () => reject(new Error(message));
    const wait = (leftMs: number) => {
      timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : setImmediate(giveUp)), Math.min(leftMs, stepMs));
      timer.unref();
    };
    wait(ms);
    answer.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
