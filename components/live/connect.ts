import type { Sync } from "#lib/client/inbox/sync.ts";
import { createSocket } from "#lib/client/socket.ts";
import type { createSocketSource } from "#lib/client/socket-source.ts";
import { markRealtime } from "./mark-realtime";

type Page = { userId: string; sync: Sync; sockets: ReturnType<typeof createSocketSource> };

/**
 * Opens the socket of a page and hands it to its parts. It comes after the page, with what only it needs.
 * @returns how to close it for good
 */
export function connect({ userId, sync, sockets }: Page, open = createSocket): () => void {
  const { socket, close } = open(userId);
  const unmark = markRealtime(socket, sync);
  const stop = sync.start(socket);
  sockets.set(socket);
  return () => {
    stop();
    unmark();
    close();
    sockets.set(null);
  };
}
