import type { Sync } from "#lib/client/inbox/sync.ts";
import type { AppSocket } from "#lib/client/socket.ts";

/** Online is connected, and up to date. */
type State = "connecting" | "online" | "offline";

/** Says on `<html data-realtime>` how live the page is, for whoever looks at it from outside: tests wait for it. Returns how to stop. */
export function markRealtime(socket: AppSocket, sync: Sync): () => void {
  const { dataset } = document.documentElement;
  const mark = (state: State) => {
    dataset.realtime = state;
  };
  const connecting = () => mark("connecting");
  const offline = () => mark("offline");
  const stop = sync.onCaughtUp(() => socket.connected && mark("online"));
  socket.on("connect", connecting).on("disconnect", offline).on("connect_error", offline);
  connecting();
  return () => {
    stop();
    socket.off("connect", connecting).off("disconnect", offline).off("connect_error", offline);
    delete dataset.realtime;
  };
}
