/** Longer than one event takes to reach every tab of a browser, in ms. */
const holdMs = 10_000;

/**
 * Whether this tab is the first of its browser to claim `name`. Where the browser has no locks (a page without HTTPS), every tab gets true,
 * because twice is better than never.
 */
export function claimOnce(name: string): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(`handraise:${name}`, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock) await new Promise((end) => setTimeout(end, holdMs));
      })
      .catch(() => resolve(true));
  });
}
