import { keysWithPrefix, load, save } from "../storage";

/**
 * What was written and is not confirmed by the server, kept in this browser so that a reload loses nothing. Every item has its
 * Idempotency-Key, so sending it again, from here or another tab, stores it once.
 */
export type OutboxItem = {
  key: string;
  /** The server's refusal. Such an item is not sent again, only kept for its writer. */
  refused?: string;
};

const name = (box: string) => `handraise:outbox:${box}`;

/** The items of a box; unreadable ones are left out. `is` checks whether a stored value has the shape of an item. */
export const listItems = <Item extends OutboxItem>(box: string, is: (value: object) => boolean): Item[] =>
  itemsOf(load(name(box))).filter((item): item is Item => is(item));

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

/** Adds an item, or replaces its earlier version. Without storage in the browser it does nothing. */
export function putItem<Item extends OutboxItem>(box: string, item: Item): void {
  const items = listItems<Item>(box, () => true);
  const isThere = items.some(({ key }) => key === item.key);
  write(box, isThere ? items.map((one) => (one.key === item.key ? item : one)) : [...items, item]);
}

export const hasItem = (box: string, key: string): boolean => listItems(box, () => true).some((item) => item.key === key);

/** Removes an item that was confirmed or given up. */
export function removeItem(box: string, key: string): void {
  write(
    box,
    listItems(box, () => true).filter((item) => item.key !== key),
  );
}

/** Notes the server's refusal. An item that was given up meanwhile stays given up. */
export function markRejected(box: string, key: string, problem: string): void {
  const item = listItems(box, () => true).find((one) => one.key === key);
  if (item) putItem(box, { ...item, refused: problem });
}

/** The names of the boxes that begin with `start` and hold something. */
export const outboxesWithPrefix = (start: string): string[] => keysWithPrefix(name(start)).map((key) => key.slice(name("").length));

const owners = new Map<string, number>();
const ownerListeners = new Set<(box: string) => void>();

/**
 * Takes a box for a part of this page, which then sends its items and shows them; nobody else sends them meanwhile.
 * @returns how to release it
 */
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

/** Calls `listener` when a part of this page takes or releases a box. @returns how to stop */
export function onOwnerChange(listener: (box: string) => void): () => void {
  ownerListeners.add(listener);
  return () => void ownerListeners.delete(listener);
}

/** Calls `listener` with the keys that another tab removed from the box. @returns how to stop */
export function onRemovedElsewhere(box: string, listener: (keys: string[]) => void): () => void {
  const listen = ({ key, oldValue, newValue }: StorageEvent) => {
    if (key !== name(box)) return;
    const left = new Set(itemsOf(newValue).map((item) => item.key));
    const removed = itemsOf(oldValue).filter((item) => !left.has(item.key));
    if (removed.length > 0) listener(removed.map((item) => item.key));
  };
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}

const write = (box: string, items: OutboxItem[]): void => save(name(box), items.length === 0 ? null : JSON.stringify(items));
