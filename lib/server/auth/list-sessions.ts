import type { Session } from "#lib/contract/auth.ts";
import type { UserParams } from "#lib/contract/users.ts";
import type { Caller } from "../caller";
import { read, sql } from "../db/sql";
import { requireUser } from "../people/require-user";

type Row = { id: string; created_at: Date; last_seen_at: Date; expires_at: Date; user_agent: string | null; ip: string | null };

/** `GET /api/auth/sessions`: the caller's sessions, the latest first. */
export function listSessions({ caller }: { caller: Caller }): Promise<Session[]> {
  return sessionsOf(caller.user.id, caller.sessionId);
}

/** `GET /api/users/:id/sessions`, for admins. @throws AppError not_found */
export async function listSessionsOf({ caller, params }: { caller: Caller; params: UserParams }): Promise<Session[]> {
  await requireUser(params.id);
  return sessionsOf(params.id, caller.sessionId);
}

async function sessionsOf(userId: string, current: string): Promise<Session[]> {
  const rows = await read<Row>(sql`
    SELECT id, created_at, last_seen_at, expires_at, user_agent, ip FROM sessions
    WHERE user_id = ${userId}::uuid AND ended_at IS NULL AND expires_at > now() ORDER BY last_seen_at DESC, id DESC LIMIT 200`);
  return rows.map((row) => ({
    id: row.id,
    current: row.id === current,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    user_agent: row.user_agent,
    ip: row.ip,
  }));
}
