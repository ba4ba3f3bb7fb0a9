import { isDeepStrictEqual } from "node:util";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { config } from "../config";
import { batchLoader } from "../db/batch-loader";
import { anyOfIds, read, type Sql, sql, write } from "../db/sql";
import { AppError } from "../errors";
import { bearerOf, hasCredentials, sessionCookieOf } from "../http/credentials";
import { log } from "../log";
import { toUser } from "../people/to-user";
import type { Precondition } from "../precondition";
import { remember } from "../remember";
import { type Claims, verifyToken } from "./tokens";

type Row = {
  sessionId: string;
  id: string;
  email: string | null;
  role: string;
  firstName: string;
  lastName: string;
  createdAt: Date;
  confirmed: boolean;
  inboxSeq: string;
  seenLongAgo: boolean;
  adminWithoutTwoFactor: boolean;
};
type Live = Pick<Caller, "user" | "confirmed" | "mustSetUpTwoFactor"> & { inboxSeq: number };

/** The people of sessions that live, with the `seq` of their inboxes. */
const selectPeople = (sessions: Sql): Sql => sql`
    SELECT s.id AS "sessionId", s.last_seen_at < now() - interval '10 minutes' AS "seenLongAgo",
       u.id, u.email, u.role, u.first_name AS "firstName", u.last_name AS "lastName", u.created_at AS "createdAt",
       u.email_confirmed_at IS NOT NULL AS confirmed,
      u.role = 'admin'
        AND NOT EXISTS (SELECT 1 FROM two_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS "adminWithoutTwoFactor",
       (SELECT seq FROM inbox WHERE user_id = u.id) AS "inboxSeq"
     FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = ${sessions} AND s.ended_at IS NULL AND s.expires_at > now() AND u.deleted_at IS NULL`;

/** The person of each session. Null when it ended or ran out, or its person was deleted. One indexed read for all. */
async function readLivePeople(claims: Claims[]): Promise<(Live | null)[]> {
  const rows = await read<Row>(selectPeople(anyOfIds(claims.map(({ sessionId }) => sessionId))));
  const bySession = new Map(rows.map((row) => [row.sessionId, row]));
  return claims.map((one) => toLive(one, bySession.get(one.sessionId)));
}

/** The person of these claims, by the row of their session. Remembers them, and those who are none any more. */
function toLive(claims: Claims, row: Row | undefined): Live | null {
  if (row?.seenLongAgo) noteSeen(claims.sessionId);
  if (row?.id !== claims.userId) {
    found.delete(claims);
    ended.add(claims);
    return null;
  }
  const mustSetUp = row.adminWithoutTwoFactor && config().adminTwoFactor === "required";
  const live = {
    user: toUser(row),
    confirmed: row.confirmed,
    inboxSeq: Number(row.inboxSeq),
    ...(mustSetUp && { mustSetUpTwoFactor: true as const }),
  };
  found.set(claims, live);
  return live;
}

const loadPerson = batchLoader(readLivePeople, 500, 3);

/** Notes when a session was last used, at most every ten minutes, so that most reads write nothing. Nobody waits for it. */
function noteSeen(sessionId: string): void {
  write(sql`
    UPDATE sessions SET last_seen_at = now()
    WHERE id = ${sessionId}::uuid AND last_seen_at < now() - interval '10 minutes'`).catch((error: unknown) =>
    log.debug({ err: error }, "when a session was last seen could not be noted"),
  );
}

/** Claims whose sessions have been found ended. Their signatures are still good. */
const ended = remember("auth.ended", () => new WeakSet<Claims>());

/** The people of claims as they were last found. */
const found = remember("auth.found", () => new WeakMap<Claims, Live>());

/**
 * The id of the sender of these headers, by the signature of their token only. Good enough to count by, but not to let anyone in. Null
 * without a token, and for a session that an earlier request found ended. `byCookie` ignores bearer tokens, as pages do.
 */
export async function signedUserId(
  authorization: string | undefined,
  cookie: string | undefined,
  byCookie: boolean,
): Promise<string | null> {
  const bearer = byCookie ? undefined : bearerOf(authorization);
  const token = bearer ?? sessionCookieOf(cookie ?? null);
  const claims = token ? await verifyToken(bearer === undefined ? "browser" : "access", token) : null;
  return claims && !ended.has(claims) ? claims.userId : null;
}

/** The caller of these claims, without what only sockets need. */
async function liveCaller(claims: Claims): Promise<Caller | null> {
  const person = await loadPerson(claims);
  return person && callerOf(claims, person);
}

function callerOf({ sessionId }: Claims, { inboxSeq: _inboxSeq, ...who }: Live): Caller {
  return { ...who, sessionId };
}

/** The caller behind an access token; null when the token is not good (any more). @throws when the database does not answer */
export async function callerFromBearer(token: string): Promise<Caller | null> {
  const claims = await verifyToken("access", token);
  const caller = claims && (await liveCaller(claims));
  return caller && { ...caller, bearer: { token, expiresAt: claims.expiresAt } };
}

/** Does what `callerFromBearer` does, and adds the present `seq` of the caller's inbox. The socket must hear of every later change. */
export async function socketCaller(token: string): Promise<(Caller & { inboxSeq: number }) | null> {
  const claims = await verifyToken("access", token);
  const person = claims && (await loadPerson(claims));
  return person && { ...person, sessionId: claims.sessionId };
}

/** The caller behind the browser's session cookie, or null. */
export async function callerFromCookies(header: string | null): Promise<Caller | null> {
  const value = sessionCookieOf(header);
  const claims = value ? await verifyToken("browser", value) : null;
  return claims && liveCaller(claims);
}

/**
 * The sender of these headers, by bearer token, or else by session cookie. `beforeSetUp` also lets in an admin who has to set up two-factor
 * sign-in.
 * @throws AppError unauthenticated with the contract's two texts (null with `optional`); forbidden for such an admin
 */
export async function authenticate(headers: Headers, optional = false, beforeSetUp = false): Promise<Caller | null> {
  const token = bearerOf(headers.get("authorization"));
  if (!hasCredentials(headers)) {
    if (optional) return null;
    throw new AppError("unauthenticated", texts.authenticationRequired);
  }
  const caller = token ? await callerFromBearer(token) : await callerFromCookies(headers.get("cookie"));
  if (!caller && !optional) throw new AppError("unauthenticated", texts.invalidToken);
  if (caller?.mustSetUpTwoFactor && !beforeSetUp) throw new AppError("forbidden", texts.setUpTwoFactor);
  return caller;
}

/**
 * Does what `authenticate` does, but without a look-up when an earlier request found the sender: then the look-up is `stillValid` of the
 * caller, and the answer counts only once that is met.
 */
export async function authenticateOptimistically(headers: Headers): Promise<Caller | null> {
  const token = bearerOf(headers.get("authorization"));
  const value = token ?? sessionCookieOf(headers.get("cookie"));
  const claims = value ? await verifyToken(token ? "access" : "browser", value) : null;
  const person = claims && found.get(claims);
  if (!person || person.mustSetUpTwoFactor) return authenticate(headers);
  return {
    ...callerOf(claims, person),
    ...(token && { bearer: { token, expiresAt: claims.expiresAt } }),
    stillValid: stillSo(claims, person),
  };
}

function stillSo(claims: Claims, before: Live): Precondition {
  let isMet = false;
  return {
    statement: selectPeople(sql`${claims.sessionId}::uuid`),
    require(rows) {
      const now = toLive(claims, rows[0] as Row | undefined);
      if (!now || !isDeepStrictEqual(callerOf(claims, now), callerOf(claims, before))) throw new CallerChanged();
      isMet = true;
    },
    get isMet() {
      return isMet;
    },
  };
}

/** The caller is not who an earlier request found. Nothing was written. The route looks who they are (api/route.ts). */
export class CallerChanged extends Error {
  override name = "CallerChanged";
}
