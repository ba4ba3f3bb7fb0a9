type Line = Set<() => void>;

export type FairTurns = {
  /**
   * Waits for a turn of the event loop for `key`: none at all when nobody had this one yet, else until everybody else who waits had one for each of
   * the key's own. @returns undefined when it may go on at once, so that the usual path costs no pause
   */
  take(key: string): Promise<void> | undefined;
  /** How many wait under `key`. */
  waitingFor(key: string): number;
};

/**
 * One piece of new work begins in each turn of the event loop; the others wait, by key, and keys take turns. Whatever comes at once, a turn stays as long as
 * one of them takes: what is under way already, and who has waited shortest, go on in between.
 */
export function createFairTurns(): FairTurns {
  /** In the order in which they get their turns. */
  const lines = new Map<string, Line>();
  let isTaken = false;

  const next = () => {
    const [first] = lines;
    if (!first) {
      isTaken = false;
      return;
    }
    const [key, line] = first;
    const [begin] = line;
    lines.delete(key);
    if (begin) line.delete(begin);
    if (line.size > 0) lines.set(key, line);
    setImmediate(next);
    begin?.();
  };

  return {
    take(key) {
      if (!isTaken) {
        isTaken = true;
        setImmediate(next);
        return undefined;
      }
      return new Promise((resolve) => {
        const line = lines.get(key) ?? new Set();
        lines.set(key, line);
        line.add(resolve);
      });
    },
    waitingFor: (key) => lines.get(key)?.size ?? 0,
  };
}
