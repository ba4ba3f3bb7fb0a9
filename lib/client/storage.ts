/*
 * What is kept in this browser under a name. A browser that stores nothing, for it is full or forbids it, is put up with: what is on
 * the page lives as long as the page then.
 */

/** What is kept under a name; null when nothing is. */
export function load(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a value under a name; null forgets what was kept. */
export function save(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Full, or forbidden by the browser.
  }
}

/** The names that begin so, of all that is kept. */
export function keysWithPrefix(start: string): string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "").filter((name) =>
      name.startsWith(start),
    );
  } catch {
    return [];
  }
}
