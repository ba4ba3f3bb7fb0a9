import type { Ended, SessionParams } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import type { UserParams, UserSessionParams } from "#lib/contract/users.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { type Sql, sql } from "../db/sql";
import { AppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { requireUser } from "../people/require-user";
import { endSessions } from "./sessions";

type Input<Params> = { caller: Caller; params: Params; request: RequestContext };

/** `DELETE /api/auth/sessions/:id`: ends a session of the caller. Ending the present one signs out. @throws AppError not_found */
export async function endOwnSession({ caller, params, request }: Input<SessionParams>): Promise<Ended> {
  return end(caller, request, caller.user.id, sql`s.id = ${params.id}::uuid`, true);
}

/** `DELETE /api/auth/sessions`: ends all sessions of the caller except the present one. */
export async function endOtherSessions({ caller, request }: Omit<Input<unknown>, "params">): Promise<Ended> {
  return end(caller, request, caller.user.id, sql`s.id <> ${caller.sessionId}::uuid`);
}

/** `DELETE /api/users/:id/sessions/:sid`, for admins. @throws AppError not_found */
export async function endSessionOf({ caller, params, request }: Input<UserSessionParams>): Promise<Ended> {
  await requireUser(params.id);
  return end(caller, request, params.id, sql`s.id = ${params.sid}::uuid`, true);
}

/** `DELETE /api/users/:id/sessions`, for admins: signs someone out everywhere. @throws AppError not_found */
export async function endAllSessionsOf({ caller, params, request }: Input<UserParams>): Promise<Ended> {
  await requireUser(params.id);
  return end(caller, request, params.id, sql`true`);
}

async function end(caller: Caller, request: RequestContext, userId: string, which: Sql, one = false): Promise<Ended> {
  return commit(async (unit) => {
    const ended = await endSessions(unit, sql`s.user_id = ${userId}::uuid AND ${which}`);
    if (ended === 0) {
      if (one) throw new AppError("not_found", texts.sessionNotFound);
    } else
      await audit(unit.tx, { action: "session/ended", actorId: caller.user.id, targetId: userId, request, details: { sessions: ended } });
    return { ended };
  });
}
