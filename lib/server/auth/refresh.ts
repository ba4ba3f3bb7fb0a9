import type { RefreshBody, Refreshed } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { config } from "../config";
import { joinSql, read, sql } from "../db/sql";
import { type Tx, transaction } from "../db/transaction";
import { AppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { consume } from "../rate-limits";
import { endSession, issueTokens, secondsFromNow } from "./sessions";
import { hashRefreshToken, isRefreshToken, successorsOf } from "./tokens";

type Row = { session_id: string; user_id: string; rotated_at: Date | null; alive: boolean };
type Outcome =
  | { kind: "tokens"; userId: string; sessionId: string; token: string }
  | { kind: "reused"; sessionId: string }
  | { kind: "invalid" };

/**
 * docs/contract.md section 3, `POST /api/auth/refresh`. Replaces the token. Within 10 s it gives the same successor again; later it ends
 * the session, because someone else may hold the token.
 */
export async function refresh({ body, request }: { body: RefreshBody; request: RequestContext }): Promise<Refreshed> {
  const token = body.refresh_token;
  // Looks for an unknown token by a plain read, without a transaction or a lock. Only unknown tokens are counted.
  if (!(await isStored(token))) {
    await consume("tokenFailure", request.ip);
    throw new AppError("unauthenticated", texts.invalidToken);
  }
  const outcome = await transaction((tx) => rotate(tx, token));
  if (outcome.kind === "reused") await endSession(outcome.sessionId, { actorId: null, request }, "a refresh token was used twice");
  if (outcome.kind !== "tokens") throw new AppError("unauthenticated", texts.invalidToken);
  return { tokens: await issueTokens(outcome.userId, outcome.sessionId, outcome.token) };
}

async function isStored(token: string): Promise<boolean> {
  if (!isRefreshToken(token)) return false;
  const rows = await read(sql`SELECT 1 FROM refresh_tokens WHERE hash = ${hashRefreshToken(token)}`);
  return rows.length > 0;
}

async function rotate(tx: Tx, token: string): Promise<Outcome> {
  const hash = hashRefreshToken(token);
  // Locks the session, so that its refreshes run one after the other.
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT r.session_id, s.user_id, r.rotated_at,
           s.ended_at IS NULL AND s.expires_at > now() AND r.expires_at > now() AND u.deleted_at IS NULL AS alive
    FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id JOIN users u ON u.id = s.user_id
    WHERE r.hash = ${hash} FOR NO KEY UPDATE OF s, r`;
  if (!row?.alive) return { kind: "invalid" };
  const found = { kind: "tokens" as const, userId: row.user_id, sessionId: row.session_id };
  const successors = successorsOf(token);
  if (row.rotated_at) {
    if (Date.now() - row.rotated_at.getTime() > limits.refreshGrace) return { kind: "reused", sessionId: row.session_id };
    const known = await tx.$queryRaw<{ hash: Uint8Array }[]>`
      SELECT hash FROM refresh_tokens WHERE hash IN (${joinSql(successors.map(hashRefreshToken))})`;
    const successor = successors.find((candidate) =>
      known.some(({ hash: stored }) => Buffer.from(stored).equals(hashRefreshToken(candidate))),
    );
    return successor ? { ...found, token: successor } : { kind: "invalid" };
  }
  const [successor] = successors;
  if (!successor) throw new Error("no secret to derive a refresh token from");
  const expiresAt = secondsFromNow(config().refreshTokenTtl);
  await tx.refreshToken.update({ where: { hash }, data: { rotatedAt: new Date() } });
  await tx.refreshToken.create({ data: { hash: hashRefreshToken(successor), sessionId: row.session_id, expiresAt } });
  await tx.session.update({ where: { id: row.session_id }, data: { expiresAt, lastSeenAt: new Date() } });
  return { ...found, token: successor };
}
