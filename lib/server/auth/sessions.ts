import { v7 as uuid } from "uuid";
import type { SignedIn, Tokens, User } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { type Actor, audit, systemActor } from "../audit/audit";
import { commit, type Unit } from "../commit";
import { config } from "../config";
import { type Sql, sql, write } from "../db/sql";
import { type Tx, transaction } from "../db/transaction";
import { AppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { networkOf } from "../network";
import { hashRefreshToken, newRefreshToken, signToken } from "./tokens";

export const secondsFromNow = (seconds: number) => new Date(Date.now() + seconds * 1000);

/**
 * Opens a session for a person who has just proved who they are. With `passwordHash`, checks that this password is still theirs.
 * @throws AppError unauthenticated when it is not
 */
export async function openSession(
  userId: string,
  request: Pick<RequestContext, "ip" | "userAgent" | "requestId">,
  passwordHash?: string,
): Promise<string> {
  const id = uuid();
  await transaction(async (tx) => {
    if (passwordHash !== undefined) await requireCurrentPassword(tx, userId, passwordHash);
    await tx.session.create({
      data: {
        id,
        userId,
        expiresAt: secondsFromNow(config().refreshTokenTtl),
        userAgent: request.userAgent,
        ip: request.ip,
        network: networkOf(request.ip),
      },
    });
    await audit(tx, { action: "session/opened", actorId: userId, targetId: userId, request });
  });
  return id;
}

/**
 * Checks that a password is still theirs, because it may be changed while it is being verified. Locks the person's row: a change that comes
 * later ends this session, and after an earlier change none is opened.
 */
async function requireCurrentPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  const still = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM users WHERE id = ${userId}::uuid AND password_hash = ${passwordHash} AND deleted_at IS NULL FOR SHARE`;
  if (still.length === 0) throw new AppError("unauthenticated", texts.invalidCredentials);
}

/** The pair of tokens for a refresh token that has been stored. */
export async function issueTokens(userId: string, sessionId: string, refreshToken: string): Promise<Tokens> {
  const ttl = config().accessTokenTtl;
  return {
    access_token: await signToken("access", userId, sessionId, ttl),
    refresh_token: refreshToken,
    token_type: "Bearer",
    expires_in: ttl,
  };
}

/** Opens a session for a program. @returns access and refresh token @throws AppError as `openSession` */
export async function signIn(user: User, request: RequestContext, passwordHash?: string): Promise<SignedIn> {
  const sessionId = await openSession(user.id, request, passwordHash);
  const refreshToken = newRefreshToken();
  await write(sql`
    INSERT INTO refresh_tokens (hash, session_id, expires_at)
    VALUES (${hashRefreshToken(refreshToken)}, ${sessionId}::uuid, ${secondsFromNow(config().refreshTokenTtl)}::timestamptz)`);
  return { user, tokens: await issueTokens(user.id, sessionId, refreshToken) };
}

/**
 * Ends the live sessions that match a condition over `sessions s`. Their tokens stop working with the commit, and their sockets are cut
 * after it.
 * @returns the number of sessions
 */
export async function endSessions({ tx, emit }: Unit, which: Sql): Promise<number> {
  const ended = await tx.$queryRaw<{ id: string }[]>`
    UPDATE sessions s SET ended_at = now() WHERE s.ended_at IS NULL AND ${which} RETURNING s.id`;
  if (ended.length > 0) emit({ to: "sessions", sessionIds: ended.map(({ id }) => id) });
  return ended.length;
}

/** Ends one session. Ending it again is no error. */
export async function endSession(sessionId: string, by: Actor = systemActor, reason = "signed out"): Promise<void> {
  await commit(async (unit) => {
    const { tx } = unit;
    const [session] = await tx.$queryRaw<{ user_id: string }[]>`SELECT user_id FROM sessions WHERE id = ${sessionId}::uuid`;
    const ended = await endSessions(unit, sql`s.id = ${sessionId}::uuid`);
    if (session && ended > 0) await audit(tx, { action: "session/ended", ...by, targetId: session.user_id, details: { reason } });
  });
}
