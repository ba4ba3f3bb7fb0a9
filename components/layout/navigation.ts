const listeners = new Set<() => void>();

/** Says that another page is on its way. */
export function tellNavigation(): void {
  for (const listener of listeners) listener();
}

/** Calls `listener` whenever another page is asked for. @returns how to stop */
export function onNavigation(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
