import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { isId } from "#lib/contract/ids.ts";
import { config } from "../config";
import { remember } from "../remember";

/**
 * The two kinds of signed token: `access` for REST and sockets, `browser` inside the session cookie. Each has its own key, type and
 * audience, so that one is never taken for the other.
 */
const kinds = {
  access: { typ: "at+jwt", audience: "handraise:api" },
  browser: { typ: "session+jwt", audience: "handraise:browser" },
} as const;
type Kind = keyof typeof kinds;
const issuer = "handraise";

export type Claims = { userId: string; sessionId: string /** Seconds since 1970. */; expiresAt: number };

const derive = (secret: string, purpose: string) => new Uint8Array(hkdfSync("sha256", secret, "handraise", purpose, 32));
/** Imported once, because jose would import bare bytes anew for every token, which costs more than the check. */
const keys = (kind: Kind) =>
  remember(`auth.keys.${kind}`, () =>
    Promise.all(
      config().secrets.map((secret) =>
        crypto.subtle.importKey("raw", derive(secret, `jwt:${kind}`), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]),
      ),
    ),
  );

/** Signs a token that lives `ttl` seconds. */
export async function signToken(kind: Kind, userId: string, sessionId: string, ttl: number): Promise<string> {
  const [key] = await keys(kind);
  if (!key) throw new Error("no signing key");
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: "HS256", typ: kinds[kind].typ })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(kinds[kind].audience)
    .setIssuedAt()
    .setExpirationTime(`${ttl}s`)
    .setJti(crypto.randomUUID())
    .sign(key);
}

/** Longer than any of our tokens, in characters. */
const tokenMax = 2048;
/** How many checked tokens of each kind are kept. Because a client sends the same one for a quarter of an hour, or for weeks. */
const verifiedTokensMax = 5000;
const verifiedTokens = (kind: Kind) => remember(`auth.known.${kind}`, () => new Map<string, Claims>());

/** The claims of a token that is whole, ours, of this kind and not expired; otherwise null. Does not check that its session lives. */
export async function verifyToken(kind: Kind, token: string): Promise<Claims | null> {
  const before = verifiedTokens(kind).get(token);
  if (before) return before.expiresAt * 1000 > Date.now() ? before : null;
  const claims = token.length > tokenMax ? null : await checkToken(kind, token);
  if (claims) cacheVerified(verifiedTokens(kind), token, claims);
  return claims;
}

function cacheVerified(tokens: Map<string, Claims>, token: string, claims: Claims): void {
  const [oldest] = tokens.keys();
  if (tokens.size >= verifiedTokensMax && oldest !== undefined) tokens.delete(oldest);
  tokens.set(token, claims);
}

async function checkToken(kind: Kind, token: string): Promise<Claims | null> {
  for (const key of await keys(kind)) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ["HS256"],
        issuer,
        audience: kinds[kind].audience,
        typ: kinds[kind].typ,
        requiredClaims: ["sub", "sid", "exp", "iat"],
      });
      // Ids that are not UUIDs must not reach a statement, where PostgreSQL would fail.
      if (!isId(payload.sub) || !isId(payload.sid) || typeof payload.exp !== "number") return null;
      return { userId: payload.sub, sessionId: payload.sid, expiresAt: payload.exp };
    } catch (error) {
      // Another of our secrets may have signed it. Any other error is final.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) return null;
    }
  }
  return null;
}

export const newRefreshToken = () => randomBytes(32).toString("base64url");

/** Whether a text has the shape of our refresh tokens. Any other text needs no look-up. */
export const isRefreshToken = (text: string | undefined): text is string => text !== undefined && /^[\w-]{43}$/.test(text);

/** What is stored of a refresh token. It has 256 random bits, so a plain hash is enough. */
export const hashRefreshToken = (token: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash("sha256").update(token).digest());

/**
 * The tokens that may follow `token`, one per secret, newest first. Derived from it, because only hashes are stored and a second request
 * with the same token must get the same answer.
 */
export function successorsOf(token: string): string[] {
  return config().secrets.map((secret) => createHmac("sha256", derive(secret, "refresh")).update(token).digest("base64url"));
}
