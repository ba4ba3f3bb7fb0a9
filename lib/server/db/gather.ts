/**
 * Makes many single look-ups that come at the same time into few reads: while as many reads as may be are under way, what is asked meanwhile
 * waits for the next. Alone, a look-up goes out at once. After a restart thousands of sockets come back together, each with a token to check.
 * @param read answers for each key, in the order of the keys. When it fails, all who asked for these keys are told.
 * @param most how many keys one read takes
 * @param lanes how many reads may be under way
 */
export function gather<Key, Found>(read: (keys: Key[]) => Promise<Found[]>, most = 500, lanes = 1): (key: Key) => Promise<Found> {
  type Asked = { key: Key; resolve: (found: Found) => void; reject: (error: unknown) => void };
  const waiting: Asked[] = [];
  let reading = 0;

  const go = async () => {
    reading++;
    while (waiting.length > 0) {
      const asked = waiting.splice(0, most);
      try {
        const found = await read(asked.map(({ key }) => key));
        for (const [n, { resolve }] of asked.entries()) resolve(found[n] as Found);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    reading--;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (reading < lanes) void go();
    });
}
