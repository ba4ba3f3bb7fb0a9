type Watcher = {
  /** The page is shown again, also one that was frozen. */
  visible: () => void;
  /** The browser says that there is a network, or none. */
  network: (online: boolean) => void;
};

/** Watches what may have made a page miss something: it was hidden, frozen or without a network. @returns how to stop */
export function watchPage({ visible, network }: Watcher): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && visible(), { signal });
  window.addEventListener("pageshow", (event) => event.persisted && visible(), { signal });
  window.addEventListener("online", () => network(true), { signal });
  window.addEventListener("offline", () => network(false), { signal });
  return () => ended.abort();
}
