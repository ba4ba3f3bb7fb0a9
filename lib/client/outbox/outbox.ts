/**
 * What was sent and not confirmed yet, kept in this browser, so that a reload or a closed lid loses nothing. Every item has its
 * Idempotency-Key: sending it again, from here or another tab, makes no second one.
 */
export type OutboxItem = {
  key: string;
  /** What the server said when it refused the item: it is not sent again by itself, only kept for its writer. */
  refused?: string;
};

const name = (box: string) => `handraise:outbox:${box}`;

/** Items of a box; what cannot be read counts as none. `is` says whether a stored value has the shape of an item. */
export function listItems<Item extends OutboxItem>(box: string, is: (value: object) => boolean): Item[] {
  try {
    return itemsOf(localStorage.getItem(name(box))).filter((item): item is Item => is(item));
  } catch {
    return [];
  }
}

function itemsOf(stored: string | null): OutboxItem[] {
  try {
    const value: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(value)
      ? value.filter((item): item is OutboxItem => typeof item === "object" && item !== null && "key" in item)
      : [];
  } catch {
    return [];
  }
}

/** Puts an item in, or in the place of its older self. A browser that stores nothing is put up with. */
export function putItem<Item extends OutboxItem>(box: string, item: Item): void {
  const held = listItems<Item>(box, () => true);
  const isThere = held.some(({ key }) => key === item.key);
  write(box, isThere ? held.map((one) => (one.key === item.key ? item : one)) : [...held, item]);
}

export const hasItem = (box: string, key: string): boolean => listItems(box, () => true).some((item) => item.key === key);

/** Takes an item out: it was confirmed, or given up. */
export function removeItem(box: string, key: string): void {
  write(
    box,
    listItems(box, () => true).filter((item) => item.key !== key),
  );
}

/** The server said no, for this reason. What was given up meanwhile stays given up. */
export function markRejected(box: string, key: string, problem: string): void {
  const item = listItems(box, () => true).find((one) => one.key === key);
  if (item) putItem(box, { ...item, refused: problem });
}

/** The boxes with something in them whose name begins so. */
export function outboxesWith(start: string): string[] {
  try {
    const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    return names.filter((key) => key.startsWith(name(start))).map((key) => key.slice(name("").length));
  } catch {
    return [];
  }
}

const owners = new Map<string, number>();
const ownerListeners = new Set<(box: string) => void>();

/** A part of this page sends what is in the box, and shows how that goes; nobody else does meanwhile. Returns how to let go of it. */
export function acquire(box: string): () => void {
  const count = (by: 1 | -1) => {
    const now = (owners.get(box) ?? 0) + by;
    if (now > 0) owners.set(box, now);
    else owners.delete(box);
    for (const listener of ownerListeners) listener(box);
  };
  count(1);
  return () => count(-1);
}
export const hasOwner = (box: string): boolean => owners.has(box);

/** Calls `listener` when a part of this page takes a box or lets go of it. Returns how to stop. */
export function onOwnerChange(listener: (box: string) => void): () => void {
  ownerListeners.add(listener);
  return () => void ownerListeners.delete(listener);
}

/** Calls `listener` with the keys that another tab took out of the box: sent, or given up. Returns how to stop. */
export function onRemovedElsewhere(box: string, listener: (keys: string[]) => void): () => void {
  const listen = ({ key, oldValue, newValue }: StorageEvent) => {
    if (key !== name(box)) return;
    const left = new Set(itemsOf(newValue).map((item) => item.key));
    const gone = itemsOf(oldValue).filter((item) => !left.has(item.key));
    if (gone.length > 0) listener(gone.map((item) => item.key));
  };
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}

function write(box: string, items: OutboxItem[]): void {
  try {
    if (items.length === 0) localStorage.removeItem(name(box));
    else localStorage.setItem(name(box), JSON.stringify(items));
  } catch {
    // Full, or forbidden by the browser: the page itself still holds what it shows.
  }
}
