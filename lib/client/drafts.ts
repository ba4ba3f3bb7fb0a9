/** Texts in the making, kept in this browser. A browser that stores nothing is put up with: the page itself still holds them. */
const name = (key: string) => `handraise:draft:${key}`;

/** The text kept under `key`; empty when there is none. Only after hydration: the server knows no drafts. */
export function loadDraft(key: string): string {
  try {
    return localStorage.getItem(name(key)) ?? "";
  } catch {
    return "";
  }
}

/** Keeps `text` under `key`; an empty one forgets what was kept. */
export function saveDraft(key: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(name(key));
    else localStorage.setItem(name(key), text);
  } catch {
    // Full, or forbidden by the browser.
  }
}
