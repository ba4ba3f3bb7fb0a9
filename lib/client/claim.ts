/** Longer than the same event takes to reach every tab of a browser (ms). */
const holdFor = 10_000;

/**
 * True in one tab of this browser alone, the first that asks for `name`. Where the browser has no locks (a page without HTTPS), every tab
 * is told true: twice is better than never.
 */
export function claim(name: string): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(`handraise:${name}`, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock) await new Promise((end) => setTimeout(end, holdFor));
      })
      .catch(() => resolve(true));
  });
}
