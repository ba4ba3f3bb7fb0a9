import type { ThreadHead } from "#lib/contract/events.ts";
import { rooms } from "#lib/contract/rooms.ts";
import type { Config } from "../config";
import { withQueryTimeout } from "../db/client";
import { read, type Sql, sql } from "../db/sql";
import { type ThreadAccess, threadPartOf } from "../discussions/access";
import { every } from "../every";
import type { SentVersions } from "./reconcile-threads";
import type { Io, SocketData } from "./relay";

/**
 * How often the sessions and threads of open sockets are checked, in ms. With the time a check takes, it stays under the contract's 5 s.
 */
const checkMs = 2500;

/**
 * Finds what the bus missed. Because the bus acts at once, but may be away, or its process may die between commit and publish. Cuts the
 * sockets of sessions that ended or ran out, of deleted people, and of admins who lack a required two-factor sign-in. Removes sockets from
 * threads and courses in which their people have no part any more. Sends at most four queries per period, whatever the number of sockets.
 * @returns how to stop
 */
export function watchSessions(io: Io, config: Pick<Config, "adminTwoFactor">, sent: SentVersions): () => void {
  // No socket is cut because the database is away: the next look decides.
  const watch = (check: () => Promise<void>) =>
    every(checkMs, () => withQueryTimeout(check), "what open sockets rest on could not be checked");
  const stops = [watch(() => disconnectEnded(io, config.adminTwoFactor === "required")), watch(() => evict(io, sent))];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Cuts the sockets of sessions that are over. The array is in a sub-select to hide its length from PostgreSQL. For thousands of ids it
 * would read the whole table of sessions each time.
 */
export async function disconnectEnded(io: Io, isTwoFactorRequired: boolean): Promise<void> {
  const open = new Set([...io.sockets.sockets.values()].map((socket) => socket.data.sessionId));
  if (open.size === 0) return;
  const alive = await read<{ id: string }>(sql`
    SELECT s.id FROM unnest((SELECT ${[...open]}::uuid[])) AS open(id)
      JOIN sessions s ON s.id = open.id JOIN users u ON u.id = s.user_id
    WHERE s.ended_at IS NULL AND s.expires_at > now() AND u.deleted_at IS NULL
      AND (NOT ${isTwoFactorRequired}::boolean OR u.role <> 'admin'
        OR EXISTS (SELECT 1 FROM two_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL))`);
  for (const { id } of alive) open.delete(id);
  if (open.size > 0) io.local.in([...open].map(rooms.session)).disconnectSockets(true);
}

type Pairs = { ids: string[]; userIds: string[] };
type ThreadPair = ThreadAccess & { id: string; user_id: string; is_silent: boolean };

/** Who listens where, here, by kind of room. */
const listened = (io: Io, prefix: string): Pairs => {
  const pairs: Pairs = { ids: [], userIds: [] };
  for (const [room, socketIds] of io.sockets.adapter.rooms) {
    if (!room.startsWith(prefix)) continue;
    const userIds = new Set([...socketIds].flatMap((socketId) => io.sockets.sockets.get(socketId)?.data.userId ?? []));
    for (const userId of userIds) {
      pairs.ids.push(room.slice(prefix.length));
      pairs.userIds.push(userId);
    }
  }
  return pairs;
};

const unnest = ({ ids, userIds }: Pairs): Sql => sql`unnest((SELECT ${ids}::uuid[]), (SELECT ${userIds}::uuid[])) AS p(id, user_id)`;

/** Takes sockets out of the rooms of threads in which their people have no part any more, or another one, and of courses that they left. */
async function evict(io: Io, sent: SentVersions): Promise<void> {
  await evictFromThreads(io, sent, rooms.thread, (part) => part !== null && part !== "classmate");
  await evictFromThreads(io, sent, rooms.class, (part) => part === "classmate");
  const pairs = listened(io, rooms.course(""));
  if (pairs.ids.length === 0) return;
  const lost = await read<{ id: string; user_id: string }>(sql`
    SELECT p.id, p.user_id FROM ${unnest(pairs)} LEFT JOIN courses c ON c.id = p.id AND c.deleted_at IS NULL
    WHERE c.id IS NULL OR NOT (
      EXISTS (SELECT 1 FROM course_staff s WHERE s.course_id = c.id AND s.user_id = p.user_id)
      OR EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = c.id AND e.student_id = p.user_id))`);
  for (const { id, user_id } of lost) io.local.in(rooms.user(user_id)).socketsLeave(rooms.course(id));
}

async function evictFromThreads(
  io: Io,
  sent: SentVersions,
  room: (id: string) => string,
  canListen: (part: ReturnType<typeof threadPartOf>) => boolean,
): Promise<void> {
  const pairs = listened(io, room(""));
  if (pairs.ids.length === 0) return;
  const rows = await read<ThreadPair>(sql`
    SELECT p.id, p.user_id, t.student_id, t.visibility, t.kind,
      (SELECT s.part FROM course_staff s WHERE s.course_id = t.course_id AND s.user_id = p.user_id) AS staff_part,
      EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = t.course_id AND e.student_id = p.user_id) AS enrolled,
      EXISTS (SELECT 1 FROM course_blocks b WHERE b.course_id = t.course_id AND b.user_id = p.user_id) AS is_silent
    FROM ${unnest(pairs)} JOIN threads t ON t.id = p.id JOIN courses c ON c.id = t.course_id AND c.deleted_at IS NULL`);
  const known = new Map(rows.map((row) => [`${row.id} ${row.user_id}`, row]));
  // That a thread is gone was told, unless the event was lost.
  const there = new Set(rows.map(({ id }) => id));
  for (const id of new Set(pairs.ids.filter((one) => !there.has(one))))
    io.local.to(room(id)).emit("thread:removed", { threadId: id, version: sent.beyond(room(id)) });
  for (const [place, id] of pairs.ids.entries()) {
    const userId = pairs.userIds[place] ?? "";
    const row = known.get(`${id} ${userId}`);
    if (!row || !canListen(threadPartOf(row, userId))) {
      // What is open there joins again, and is refused, or let into the room that is theirs now.
      if (row) emitHead(io, userId, room(id), { threadId: id, version: sent.beyond(room(id)) });
      io.local.in(rooms.user(userId)).socketsLeave(room(id));
    } else for (const socket of socketsOf(io, userId)) setSilent(socket.data, id, row.is_silent);
  }
}

/** Says to this person's sockets in the room where the thread is, because they may hear nothing more of it there. */
function emitHead(io: Io, userId: string, room: string, head: ThreadHead): void {
  for (const socket of socketsOf(io, userId)) if (socket.rooms.has(room)) socket.emit("thread:head", head);
}

const socketsOf = (io: Io, userId: string) =>
  [...(io.sockets.adapter.rooms.get(rooms.user(userId)) ?? [])].flatMap((socketId) => io.sockets.sockets.get(socketId) ?? []);

/** Notes whether a person may show as typing in a thread. Checked at the join and then remembered, because typing is sent often. */
export function setSilent(data: SocketData, threadId: string, isSilent: boolean): void {
  if (isSilent) {
    data.silentIn ??= new Set();
    data.silentIn.add(threadId);
  } else data.silentIn?.delete(threadId);
}
