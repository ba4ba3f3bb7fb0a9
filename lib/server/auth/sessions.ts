import { v7 as uuid } from "uuid";
import type { Tokens, User } from "#lib/contract/auth";
import { config } from "../config";
import { db } from "../db/client";
import { publish } from "../realtime/bus";
import type { RequestFacts } from "../request-facts";
import { hashRefreshToken, newRefreshToken, signToken } from "./tokens";

export const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

/** Opens a session for someone who has just proved who they are. */
export async function openSession(userId: string, facts: Pick<RequestFacts, "ip" | "userAgent">): Promise<string> {
  const { id } = await db().session.create({
    data: { id: uuid(), userId, expiresAt: inSeconds(config().refreshTokenTtl), userAgent: facts.userAgent, ip: facts.ip },
    select: { id: true },
  });
  return id;
}

/** The wire's pair for a refresh token that has been stored. */
export async function tokensFor(userId: string, sessionId: string, refreshToken: string): Promise<Tokens> {
  const ttl = config().accessTokenTtl;
  return {
    access_token: await signToken("access", userId, sessionId, ttl),
    refresh_token: refreshToken,
    token_type: "Bearer",
    expires_in: ttl,
  };
}

/** Opens a session for a program: access and refresh token. */
export async function signIn(user: User, facts: RequestFacts): Promise<{ user: User; tokens: Tokens }> {
  const sessionId = await openSession(user.id, facts);
  const refreshToken = newRefreshToken();
  await db().refreshToken.create({
    data: { hash: hashRefreshToken(refreshToken), sessionId, expiresAt: inSeconds(config().refreshTokenTtl) },
  });
  return { user, tokens: await tokensFor(user.id, sessionId, refreshToken) };
}

/** Ends a session: its tokens stop working at once, its sockets are told to go. Ending it twice is no error. */
export async function endSession(sessionId: string): Promise<void> {
  await db().session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: new Date() } });
  publish([{ to: "sessions", sessionIds: [sessionId] }]);
}
