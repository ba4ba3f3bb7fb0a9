import { createHmac, createSign, generateKeyPairSync, hkdfSync } from "node:crypto";
import type { Bar } from "../report";
import { send } from "./http";
import { refusalOf } from "./listeners";
import { secret, sharedTarget, type Target } from "./target";
import { side, summarize, type Tried } from "./tried";

type Json = Record<string, unknown>;
const encode = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const derived = (purpose: string) => Buffer.from(hkdfSync("sha256", secret, "handraise", purpose, 32));
const realKey = derived("jwt:access");

function token(header: unknown, payload: unknown, key: Buffer | null = realKey, hash = "sha256"): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${key === null ? "" : createHmac(hash, key).update(signed).digest("base64url")}`;
}

const goodHeader = { alg: "HS256", typ: "at+jwt" };
const now = () => Math.floor(Date.now() / 1000);
const without = (from: Json, ...names: string[]): Json =>
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));

/** Tokens that would be the admin's if they were good, by what is wrong with them. */
function forgeries({ people }: Target): Record<string, string> {
  const { id: sub, sessionId: sid } = people.admin;
  const good: Json = { sub, sid, iss: "handraise", aud: "handraise:api", iat: now(), exp: now() + 900, jti: "1" };
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = publicKey.export({ format: "jwk" });
  const pem = String(publicKey.export({ format: "pem", type: "spki" }));
  const rsa = (more: Json) => {
    const signed = `${encode({ alg: "RS256", typ: "at+jwt", ...more })}.${encode(good)}`;
    return `${signed}.${createSign("sha256").update(signed).sign(privateKey).toString("base64url")}`;
  };
  const [, payload = "", signature = ""] = people.admin.token.split(".");
  const made: Record<string, string> = {};
  for (const alg of ["none", "None", "NONE", "nOnE", "none ", "", "null"]) {
    made[`alg ${JSON.stringify(alg)}`] = token({ ...goodHeader, alg }, good, null);
    made[`alg ${JSON.stringify(alg)}, a real signature`] = `${encode({ ...goodHeader, alg })}.${payload}.${signature}`;
  }
  for (const [name, key] of Object.entries({
    nothing: Buffer.alloc(0),
    zeros: Buffer.alloc(32),
    "the secret itself": Buffer.from(secret),
    "the cookie's key": derived("jwt:browser"),
    "the key of refresh tokens": derived("refresh"),
    "the key of links": derived("one-time-link"),
    "no purpose": derived(""),
    secret: Buffer.from("secret"),
    undefined: Buffer.from("undefined"),
    "a public key": Buffer.from(pem),
  }))
    made[`signed with ${name}`] = token(goodHeader, good, key);
  Object.assign(made, {
    HS384: token({ ...goodHeader, alg: "HS384" }, good, realKey, "sha384"),
    HS512: token({ ...goodHeader, alg: "HS512" }, good, realKey, "sha512"),
    "HS256 by SHA-512": token(goodHeader, good, realKey, "sha512"),
    "RS256 with jwk": rsa({ jwk }),
    "RS256 with jku": rsa({ jku: "http://127.0.0.1:9/jwks.json" }),
    "RS256 with x5u": rsa({ x5u: "http://127.0.0.1:9/cert.pem" }),
    "RS256 with x5c": rsa({ x5c: [pem] }),
    "RS256 with kid": rsa({ kid: "1" }),
    "HS256 with jwk": token({ ...goodHeader, jwk: { kty: "oct", k: encode("mine") } }, good, Buffer.from("mine")),
    "kid of an empty file": token({ ...goodHeader, kid: "../../../../dev/null" }, good, Buffer.alloc(0)),
    "kid of SQL": token({ ...goodHeader, kid: "x' UNION SELECT 'mine'--" }, good, Buffer.from("mine")),
    "crit exp": token({ ...goodHeader, crit: ["exp"], exp: 1 }, good),
    "crit of nothing": token({ ...goodHeader, crit: [] }, good),
    "crit unknown": token({ ...goodHeader, crit: ["mine"], mine: true }, good),
    "b64 false": token({ ...goodHeader, crit: ["b64"], b64: false }, good),
    "no typ": token({ alg: "HS256" }, good),
    "typ JWT": token({ ...goodHeader, typ: "JWT" }, good),
    "typ of the cookie": token({ ...goodHeader, typ: "session+jwt" }, good),
    "no alg": token({ typ: "at+jwt" }, good),
    expired: token(goodHeader, { ...good, exp: now() - 1 }),
    "exp as text": token(goodHeader, { ...good, exp: String(now() + 900) }),
    "exp null": token(goodHeader, { ...good, exp: null }),
    "not yet valid": token(goodHeader, { ...good, nbf: now() + 600 }),
    "another issuer": token(goodHeader, { ...good, iss: "Handraise" }),
    "another audience": token(goodHeader, { ...good, aud: "handraise:browser" }),
    "other audiences": token(goodHeader, { ...good, aud: ["handraise", "api"] }),
    "another person's session": token(goodHeader, { ...good, sid: people.student.sessionId }),
    "another person": token(goodHeader, { ...good, sub: people.student.id }),
    "a session that ended": token(goodHeader, { ...good, sub: people.ended.id, sid: people.ended.sessionId }),
    "a person who is gone": token(goodHeader, { ...good, sub: people.deleted.id, sid: people.deleted.sessionId }),
    "payload a list": token(goodHeader, [good]),
    "payload no JSON": token(goodHeader, "sub=admin"),
    "header no JSON": token("alg=HS256", good),
    "header a list": token([goodHeader], good),
    "no signature": people.admin.token.split(".").slice(0, 2).join("."),
    "an empty signature": `${people.admin.token.split(".").slice(0, 2).join(".")}.`,
    "four parts": `${people.admin.token}.${signature}`,
    "a JWE": `${encode({ alg: "dir", enc: "A256GCM" })}..${encode("iv")}.${encode("text")}.${encode("tag")}`,
    "dots alone": "..",
    "a refresh token": encode("thirty-two-random-bytes-as-text!"),
    "twice Bearer": `Bearer ${people.admin.token}`,
    "with another behind it": `${people.admin.token},${people.student.token}`,
  });
  for (const name of ["sub", "sid", "iss", "aud", "exp", "iat"]) made[`no ${name}`] = token(goodHeader, without(good, name));
  for (const odd of ["", "x", "\u0000", `${sid}\u0000`, `{${sid}}`, "' OR 1=1 --", "a".repeat(5000), 1, null, [sid], { id: sid }])
    for (const name of ["sub", "sid"]) made[`${name} ${JSON.stringify(odd).slice(0, 30)}`] = token(goodHeader, { ...good, [name]: odd });
  return made;
}

/** The bytes behind each part, one bit of them the other way round. */
function flips(good: string, count: number): Record<string, string> {
  const parts = good.split(".").map((part) => Buffer.from(part, "base64url"));
  const bits = parts.reduce((sum, part) => sum + part.length * 8, 0);
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => {
      let bit = Math.floor((n * bits) / count);
      const copy = parts.map((part) => Buffer.from(part));
      const part = copy.find((bytes) => {
        if (bit < bytes.length * 8) return true;
        bit -= bytes.length * 8;
        return false;
      });
      part?.writeUInt8(part.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      return [`bit ${n}`, copy.map((bytes) => bytes.toString("base64url")).join(".")];
    }),
  );
}

/** S3: nothing but a whole token of ours, of the right kind, opens anything: REST, pages' cookie, socket. */
export const s3: Bar = async (quick) => {
  const target = await sharedTarget();
  const { url, people } = target;
  const tried: Tried = { attempts: 0, faults: [] };
  const count = (name: string, seen: string | number, wanted: string | number) => {
    tried.attempts++;
    if (seen !== wanted) tried.faults.push(`${name}: ${seen} instead of ${wanted}`);
  };
  const get = async (headers: Record<string, string>) => (await send(url, "GET", "/api/auth/me", { headers })).status;
  const browser = people.admin.cookie.split("=")[1] ?? "";
  // What is refused below would be let in if it were right.
  const own = token(goodHeader, {
    sub: people.admin.id,
    sid: people.admin.sessionId,
    iss: "handraise",
    aud: "handraise:api",
    iat: now(),
    exp: now() + 900,
  });
  count("a good token", await get({ authorization: `Bearer ${own}` }), 200);
  count("a good token at the socket", await refusalOf(url, own), "connected");
  count("a good cookie", await get({ cookie: people.admin.cookie }), 200);
  const all = { ...forgeries(target), ...flips(people.admin.token, 200), "the cookie's token": browser };
  await side(Object.entries(all), async ([name, forged]) => {
    count(`${name}, bearer`, await get({ authorization: `Bearer ${forged}` }), 401);
    if (name !== "the cookie's token") count(`${name}, cookie`, await get({ cookie: `handraise.session=${forged}` }), 401);
    if (quick && name.startsWith("bit ") && !name.endsWith("0")) return;
    count(`${name}, socket`, await refusalOf(url, forged), "Invalid token");
  });
  await side(Object.entries(flips(browser, quick ? 50 : 200)), async ([name, forged]) => {
    count(`${name} of the cookie`, await get({ cookie: `handraise.session=${forged}` }), 401);
  });
  count("the access token as cookie", await get({ cookie: `handraise.session=${people.admin.token}` }), 401);
  for (const scheme of ["Basic", "Token", "JWT", "Digest", "Bearer:", "X-Bearer"])
    count(`scheme ${scheme}`, await get({ authorization: `${scheme} ${people.admin.token}` }), 401);
  for (const name of ["x-access-token", "x-auth-token", "x-handraise-user", "proxy-authorization", "x-handraise-ip"])
    count(`header ${name}`, await get({ [name]: `Bearer ${people.admin.token}` }), 401);
  count(
    "in the query",
    (await send(url, "GET", `/api/auth/me?token=${people.admin.token}&access_token=${people.admin.token}`)).status,
    401,
  );
  for (const odd of [1, true, {}, [people.admin.token], { token: people.admin.token }] as unknown as string[])
    count(`a token that is ${JSON.stringify(odd).slice(0, 20)}`, await refusalOf(url, odd), "Invalid token");
  return summarize(tried);
};
