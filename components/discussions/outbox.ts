/**
 * What was sent and not confirmed yet, kept in this browser, so that a reload or a closed lid loses nothing. Every item has its
 * Idempotency-Key: sending it again, from here or another tab, makes no second one.
 */
export type Kept = { key: string };

const name = (box: string) => `handraise:outbox:${box}`;

/** Items of a box; what cannot be read counts as none. `is` says whether a stored value has the shape of an item. */
export function keptIn<Item extends Kept>(box: string, is: (value: object) => boolean): Item[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(name(box)) ?? "[]");
    return Array.isArray(stored)
      ? stored.filter((value): value is Item => typeof value === "object" && value !== null && "key" in value && is(value))
      : [];
  } catch {
    return [];
  }
}

/** Puts an item in, or in the place of its older self. A browser that stores nothing is put up with. */
export function keep<Item extends Kept>(box: string, item: Item): void {
  write(box, [...keptIn<Item>(box, () => true).filter(({ key }) => key !== item.key), item]);
}

/** Takes an item out: it was confirmed, or given up. */
export function release(box: string, key: string): void {
  write(
    box,
    keptIn(box, () => true).filter((item) => item.key !== key),
  );
}

/** The boxes with something in them whose name begins so. */
export function boxesOf(start: string): string[] {
  try {
    const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    return names.filter((key) => key.startsWith(name(start))).map((key) => key.slice(name("").length));
  } catch {
    return [];
  }
}

const occupied = new Map<string, number>();

/** A part of this page sends what is in the box, and shows how that goes; nobody else does meanwhile. Returns how to let go of it. */
export function occupy(box: string): () => void {
  occupied.set(box, (occupied.get(box) ?? 0) + 1);
  return () => {
    const left = (occupied.get(box) ?? 1) - 1;
    if (left > 0) occupied.set(box, left);
    else occupied.delete(box);
  };
}
export const isOccupied = (box: string): boolean => occupied.has(box);

/** Calls `listener` when another tab has changed the box: sent what was in it, perhaps. Returns how to stop. */
export function onBoxChanged(box: string, listener: () => void): () => void {
  const listen = (event: StorageEvent) => event.key === name(box) && listener();
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}

function write(box: string, items: Kept[]): void {
  try {
    if (items.length === 0) localStorage.removeItem(name(box));
    else localStorage.setItem(name(box), JSON.stringify(items));
  } catch {
    // Full, or forbidden by the browser: the page itself still holds what it shows.
  }
}
