import { withQueryTimeout } from "./client";

/** Whether the database found fault with a value (SQLSTATE class 22), not with itself or with the way to it. */
const isOfAValue = (error: unknown) => error instanceof Error && "code" in error && String(error.code).startsWith("22");

/**
 * Makes many single look-ups that come at the same time into few reads: while as many reads as may be are under way, what is asked meanwhile
 * waits for the next. Alone, a look-up goes out at once. After a restart thousands of sockets come back together, each with a token to check.
 * @param read answers for each key, in the order of the keys; its queries have 4 s (`withQueryTimeout`). When it fails, all who asked for these
 * keys are told; but when a value is at fault, each key is read alone, so that nobody fails for what another one asked. Only then: a database
 * that is away would be asked in vain, as often as there are keys.
 * @param most how many keys one read takes
 * @param lanes how many reads may be under way
 */
export function batchLoader<Key, Found>(read: (keys: Key[]) => Promise<Found[]>, most = 500, lanes = 1): (key: Key) => Promise<Found> {
  type Asked = { key: Key; resolve: (found: Found) => void; reject: (error: unknown) => void };
  const waiting: Asked[] = [];
  let reading = 0;

  const answer = async (asked: Asked[]): Promise<void> => {
    try {
      const found = await withQueryTimeout(() => read(asked.map(({ key }) => key)));
      for (const [n, { resolve }] of asked.entries()) resolve(found[n] as Found);
    } catch (error) {
      if (asked.length > 1 && isOfAValue(error)) for (const one of asked) await answer([one]);
      else for (const { reject } of asked) reject(error);
    }
  };
  const go = async () => {
    reading++;
    while (waiting.length > 0) await answer(waiting.splice(0, most));
    reading--;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (reading < lanes) void go();
    });
}
