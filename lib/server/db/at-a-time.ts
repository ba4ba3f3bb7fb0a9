/**
 * Lets `most` pieces of work of one kind run side by side; the rest wait, first come first served. What thousands ask for after a restart
 * must leave connections of the pool to the living.
 */
export function atATime(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (work) => {
    // A turn is handed on, not given back and taken again: nobody overtakes who waits.
    if (free > 0) free--;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
