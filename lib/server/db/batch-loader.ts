import { withQueryTimeout } from "./client";

/** Whether the database rejected a value (SQLSTATE class 22), as opposed to being busy or away. */
const isBadValue = (error: unknown) => error instanceof Error && "code" in error && String(error.code).startsWith("22");

/**
 * Turns many simultaneous look-ups into few reads. While `concurrency` reads are under way, further look-ups wait for the next read. A
 * single look-up goes out at once. Because after a restart thousands of sockets reconnect together, each with a token to check. When a read
 * fails because of a value, each of its keys is read by itself, so that one caller's value fails only that caller. Any other failure goes
 * to all callers, because a database that is away should not be asked once for each key.
 * @param read answers for each key, in the order of the keys; its queries have 4 s (`withQueryTimeout`)
 * @param batchMax how many keys one read takes
 * @param concurrency how many reads may be under way
 */
export function batchLoader<Key, Found>(
  read: (keys: Key[]) => Promise<Found[]>,
  batchMax = 500,
  concurrency = 1,
): (key: Key) => Promise<Found> {
  type Asked = { key: Key; resolve: (found: Found) => void; reject: (error: unknown) => void };
  const waiting: Asked[] = [];
  let reading = 0;

  const answer = async (asked: Asked[]): Promise<void> => {
    try {
      const found = await withQueryTimeout(() => read(asked.map(({ key }) => key)));
      for (const [n, { resolve }] of asked.entries()) resolve(found[n] as Found);
    } catch (error) {
      if (asked.length > 1 && isBadValue(error)) for (const one of asked) await answer([one]);
      else for (const { reject } of asked) reject(error);
    }
  };
  const go = async () => {
    reading++;
    while (waiting.length > 0) await answer(waiting.splice(0, batchMax));
    reading--;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (reading < concurrency) void go();
    });
}
