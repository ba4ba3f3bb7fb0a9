/**
 * Keeps one value per process, whichever bundle asks first. A `lib` file that server.ts, a route and a page import is evaluated once per
 * bundle; they share `globalThis` (decision 0003).
 */
export function remember<T>(name: string, make: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`handraise.${name}`);
  store[key] ??= make();
  return store[key];
}
