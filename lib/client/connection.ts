import { createStore, type StoreApi } from "zustand/vanilla";

export type ConnectionStatus = "live" | "reconnecting" | "catching-up" | "offline";
/** `since` is when the page was last known to be up to date (ms since 1970). */
export type Connection = { status: ConnectionStatus; since: number };

/** How long an interruption is not shown, in ms. */
const graceMs = 5000;
/** After this time without the server, for whatever reason, the page is offline, in ms. */
const offlineAfterMs = 30_000;

export type ConnectionMachine = {
  store: Pick<StoreApi<Connection>, "getState" | "getInitialState" | "subscribe">;
  /** The transport is connected; what was missed is being fetched. */
  connected(): void;
  caughtUp(): void;
  lost(): void;
  /** The browser reports whether there is a network. */
  network(online: boolean): void;
  stop(): void;
};

/** What to show of the connection: nothing for 5 s, then what is being done about it. */
export function createConnection(): ConnectionMachine {
  const store = createStore<Connection>(() => ({ status: "live", since: Date.now() }));
  let down = false;
  let online = true;
  let timers: ReturnType<typeof setTimeout>[] = [];
  const clear = () => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  };
  const show = (status: ConnectionStatus) => store.getState().status !== status && store.setState({ status });
  const isShown = () => store.getState().status !== "live";

  return {
    store,
    connected() {
      down = false;
      clear();
      if (isShown()) show("catching-up");
    },
    caughtUp() {
      if (!down) store.setState({ status: "live", since: Date.now() });
    },
    lost() {
      if (down) return;
      down = true;
      if (!isShown()) store.setState({ since: Date.now() });
      const from = isShown() ? 0 : graceMs;
      timers = [setTimeout(() => show(online ? "reconnecting" : "offline"), from), setTimeout(() => show("offline"), offlineAfterMs)];
    },
    network(now) {
      online = now;
      if (down && isShown()) show(now ? "reconnecting" : "offline");
    },
    stop() {
      clear();
      down = false;
    },
  };
}
