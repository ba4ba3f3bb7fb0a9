/*
 * What is kept under a name: in this browser, or for as long as the tab is open. A browser that stores nothing, for it is full or forbids
 * it, is put up with: what is on the page lives as long as the page then.
 */

export type KeptIn = "browser" | "tab";

/** The browser's own object; touching it throws where nothing may be stored. */
const storageOf = (where: KeptIn): Storage => (where === "tab" ? sessionStorage : localStorage);

/** What is kept under a name; null when nothing is. */
export function load(name: string, where: KeptIn = "browser"): string | null {
  try {
    return storageOf(where).getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a value under a name; null forgets what was kept. */
export function save(name: string, value: string | null, where: KeptIn = "browser"): void {
  try {
    if (value === null) storageOf(where).removeItem(name);
    else storageOf(where).setItem(name, value);
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
