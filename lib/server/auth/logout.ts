import type { LogoutBody } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { read, sql } from "../db/sql";
import { AppError } from "../errors";
import { WithHeaders } from "../http/answer";
import { clearedSessionCookie } from "../http/credentials";
import type { RequestContext } from "../http/request-context";
import { consume } from "../rate-limits";
import { endSession } from "./sessions";
import { hashRefreshToken, isRefreshToken } from "./tokens";

/**
 * docs/contract.md section 3, `POST /api/auth/logout`: ends the caller's session, and that of the refresh token if one is given. A program
 * whose access token ran out may sign out by its refresh token only.
 */
export async function logout({
  caller,
  body,
  request,
}: {
  caller: Caller | null;
  body: LogoutBody;
  request: RequestContext;
}): Promise<WithHeaders> {
  const named = isRefreshToken(body.refresh_token) ? await sessionOf(body.refresh_token) : undefined;
  const mine = named && (!caller || named.user_id === caller.user.id) ? named.id : null;
  const sessions = new Set([caller?.sessionId, mine].filter((id) => typeof id === "string"));
  if (body.refresh_token && !named) await consume("tokenFailure", request.ip);
  if (sessions.size === 0)
    throw new AppError("unauthenticated", body.refresh_token || request.hasCredentials ? texts.invalidToken : texts.authenticationRequired);
  const by = { actorId: caller?.user.id ?? named?.user_id ?? null, request };
  for (const sessionId of sessions) await endSession(sessionId, by, "signed out");
  return new WithHeaders(null, { "set-cookie": clearedSessionCookie() });
}

async function sessionOf(refreshToken: string): Promise<{ id: string; user_id: string } | undefined> {
  const [session] = await read<{ id: string; user_id: string }>(sql`
    SELECT s.id, s.user_id FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id WHERE r.hash = ${hashRefreshToken(refreshToken)}`);
  return session;
}
