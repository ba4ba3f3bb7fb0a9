const listeners = new Set<(path: string) => void>();

/** Says that the page at this path is on its way. */
export function announceNavigation(path: string): void {
  for (const listener of listeners) listener(path);
}

/** Calls `listener` whenever another page is asked for. @returns how to stop */
export function onNavigation(listener: (path: string) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
