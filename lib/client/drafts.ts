/** The storage key of a draft, an unsent text kept in this browser. Without storage, only the page itself keeps it. */
const name = (key: string) => `handraise:draft:${key}`;

/** The draft under `key`; empty when there is none. Only after hydration, because the server knows no drafts. */
export function loadDraft(key: string): string {
  try {
    return localStorage.getItem(name(key)) ?? "";
  } catch {
    return "";
  }
}

/** Keeps `text` under `key`. An empty text removes the draft. */
export function saveDraft(key: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(name(key));
    else localStorage.setItem(name(key), text);
  } catch {
    // The storage is full, or forbidden by the browser.
  }
}
