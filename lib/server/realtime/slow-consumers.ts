import { every } from "../every";
import { log } from "../log";
import type { Io } from "./relay";

/** The most unread bytes of one client, and how often they are counted, in ms. A client over it twice in a row is no mere burst. */
const unreadBytesMax = 1024 * 1024;
const checkMs = 1000;

type Transport = { name: string; socket?: { bufferedAmount?: number; terminate?: () => void } };
type Packet = { data?: unknown };

/**
 * Cuts clients that do not read, before their unread events fill our memory. They lose nothing: a client that comes back catches up by
 * `notifications:sync`.
 * @returns how to stop
 */
export function watchSlowConsumers(io: Io): () => void {
  let before = new Set<string>();
  const look = () => {
    const over = new Set<string>();
    for (const { id, conn, data } of io.sockets.sockets.values()) {
      const { transport, writeBuffer } = conn as unknown as { transport: Transport; writeBuffer: Packet[] };
      const waiting = writeBuffer.reduce((sum, { data }) => sum + (typeof data === "string" ? Buffer.byteLength(data) : 0), 0);
      const queued = waiting + (transport.socket?.bufferedAmount ?? 0);
      if (queued <= unreadBytesMax) continue;
      over.add(id);
      if (!before.has(id)) continue;
      log.warn({ userId: data.userId, queued }, "a client that does not read is cut");
      // A closing handshake would wait behind everything that is not read.
      if (transport.socket?.terminate) transport.socket.terminate();
      else conn.close(true);
    }
    before = over;
  };
  return every(checkMs, look, "clients that do not read could not be looked for");
}
