/** Runs the acts of one key one after the other, in the order of the calls. Keeps nothing of what is done. */
export function keyedQueue<Key = string>(): <Result>(key: Key, act: () => Promise<Result>) => Promise<Result> {
  const latest = new Map<Key, Promise<unknown>>();
  return (key, act) => {
    const mine = (latest.get(key) ?? Promise.resolve()).then(act, act);
    latest.set(key, mine);
    const done = () => latest.get(key) === mine && latest.delete(key);
    mine.then(done, done);
    return mine;
  };
}
