import { createStore, type StoreApi } from "zustand/vanilla";
import type { InboxPage } from "#lib/contract/notifications.ts";
import { applyEvent, type InboxEvent } from "./apply-event";
import { type InboxState, inboxOf } from "./inbox-state";

export type InboxStore = Pick<StoreApi<InboxState>, "getState" | "getInitialState" | "subscribe"> & {
  /** Applies an event. @returns false when it changed nothing */
  apply(event: InboxEvent): boolean;
};

/** The inbox of a page. It begins with the server's first page. */
export function createInboxStore(initial: InboxPage): InboxStore {
  const store = createStore<InboxState>(() => inboxOf(initial));
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    apply(event) {
      const before = store.getState();
      const after = applyEvent(before, event);
      if (after !== before) store.setState(after, true);
      return after !== before;
    },
  };
}
