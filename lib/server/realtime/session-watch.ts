import { texts } from "#lib/contract/errors.ts";
import { rooms } from "#lib/contract/rooms.ts";
import type { Config } from "../config";
import { withQueryTimeout } from "../db/client";
import { read, sql } from "../db/sql";
import { requirePart } from "../discussions/access";
import { every } from "../every";
import type { Io, SocketData } from "./relay";

/**
 * How often the sessions and threads of open sockets are checked, in ms. With the time a check takes, it stays under the contract's 5 s.
 */
const checkMs = 2500;

/**
 * Finds what the bus missed. Because the bus acts at once, but may be away, or its process may die between commit and publish. Cuts the
 * sockets of sessions that ended or ran out, of deleted people, and of admins who lack a required two-factor sign-in. Removes sockets from
 * threads in which their people take part no more. Sends at most two queries per period, whatever the number of sockets.
 * @returns how to stop
 */
export function watchSessions(io: Io, config: Pick<Config, "adminTwoFactor">): () => void {
  // No socket is cut because the database is away: the next look decides.
  const watch = (check: () => Promise<void>) =>
    every(checkMs, () => withQueryTimeout(check), "what open sockets rest on could not be checked");
  const stops = [watch(() => disconnectEnded(io, config.adminTwoFactor === "required")), watch(() => evictFromLostThreads(io))];
  return () => {
    for (const stop of stops) stop();
  };
}

async function disconnectEnded(io: Io, isTwoFactorRequired: boolean): Promise<void> {
  const open = new Set([...io.sockets.sockets.values()].map((socket) => socket.data.sessionId));
  if (open.size === 0) return;
  const alive = await read<{ id: string }>(sql`
    SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = ANY(${[...open]}::uuid[]) AND s.ended_at IS NULL AND s.expires_at > now() AND u.deleted_at IS NULL
      AND (NOT ${isTwoFactorRequired}::boolean OR u.role <> 'admin'
        OR EXISTS (SELECT 1 FROM two_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL))`);
  for (const { id } of alive) open.delete(id);
  if (open.size > 0) io.local.in([...open].map(rooms.session)).disconnectSockets(true);
}

type Row = { id: string; student_id: string; lecturer_id: string; course_lecturer_id: string; is_blocked: boolean };

async function evictFromLostThreads(io: Io): Promise<void> {
  const listening = listeners(io);
  if (listening.size === 0) return;
  const rows = await read<Row>(sql`
    SELECT t.id, t.student_id, t.lecturer_id, c.lecturer_id AS course_lecturer_id,
       EXISTS (SELECT 1 FROM course_blocks b WHERE b.course_id = t.course_id AND b.user_id = t.student_id) AS is_blocked
    FROM threads t JOIN courses c ON c.id = t.course_id WHERE t.id = ANY(${[...listening.keys()]}::uuid[])`);
  const threads = new Map(rows.map((row) => [row.id, row]));
  for (const { id, student_id, is_blocked } of rows)
    for (const socketId of listening.get(id)?.has(student_id) ? (io.sockets.adapter.rooms.get(rooms.user(student_id)) ?? []) : []) {
      const socket = io.sockets.sockets.get(socketId);
      if (socket) setSilent(socket.data, id, is_blocked);
    }
  for (const [threadId, userIds] of listening) {
    const lost = [...userIds].filter((userId) => !mayListen(threads.get(threadId), userId));
    if (lost.length > 0) io.local.in(lost.map(rooms.user)).socketsLeave(rooms.thread(threadId));
  }
}

/** Notes whether a person may show as typing in a thread. Checked at the join and then remembered, because typing is sent often. */
export function setSilent(data: SocketData, threadId: string, isSilent: boolean): void {
  if (isSilent) {
    data.silentIn ??= new Set();
    data.silentIn.add(threadId);
  } else data.silentIn?.delete(threadId);
}

/** Whether `thread:join` would be allowed now. */
function mayListen(thread: Row | undefined, userId: string): boolean {
  if (!thread) return false;
  try {
    requirePart(thread, userId, texts.mayNotView);
    return true;
  } catch {
    return false;
  }
}

const threadRoom = rooms.thread("");

/** The ids of the users who are in the room of each thread here, by thread id. */
function listeners(io: Io): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [room, socketIds] of io.sockets.adapter.rooms) {
    if (!room.startsWith(threadRoom)) continue;
    const userIds = [...socketIds].flatMap((socketId) => io.sockets.sockets.get(socketId)?.data.userId ?? []);
    found.set(room.slice(threadRoom.length), new Set(userIds));
  }
  return found;
}
