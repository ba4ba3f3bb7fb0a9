/** Does what is asked for under one key in the order in which it was asked, one after the other. Nothing is kept of what is done. */
export function keyedQueue(): <Result>(key: string, act: () => Promise<Result>) => Promise<Result> {
  const latest = new Map<string, Promise<unknown>>();
  return (key, act) => {
    const mine = (latest.get(key) ?? Promise.resolve()).then(act, act);
    latest.set(key, mine);
    const done = () => latest.get(key) === mine && latest.delete(key);
    mine.then(done, done);
    return mine;
  };
}
