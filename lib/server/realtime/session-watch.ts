import { rooms } from "#lib/contract/rooms";
import { query } from "../db/client";
import { log } from "../log";
import type { Io } from "./relay";

/** How often the sessions behind open sockets are looked at, in ms. With the time a look takes it stays under the contract's 5 s. */
const period = 2500;

/**
 * Cuts the sockets of sessions that ended or ran out and of people who are gone, whichever process or program ended them: one query per
 * period for all sockets. A session ended here is cut at once by the bus; this is for every other way. Returns how to stop.
 */
export function watchSessions(io: Io): () => void {
  let looking = false;
  const look = async () => {
    const open = new Set([...io.sockets.sockets.values()].map((socket) => socket.data.sessionId));
    if (looking || open.size === 0) return;
    looking = true;
    try {
      const alive = await query<{ id: string }>(
        `SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = ANY($1::uuid[]) AND s.ended_at IS NULL AND s.expires_at > now() AND u.deleted_at IS NULL`,
        [[...open]],
      );
      for (const { id } of alive) open.delete(id);
      if (open.size > 0) io.local.in([...open].map(rooms.session)).disconnectSockets(true);
    } catch (error) {
      // Nobody is cut because the database is away: the next look decides.
      log.warn({ err: error }, "the sessions of open sockets could not be checked");
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), period);
  timer.unref();
  return () => clearInterval(timer);
}
