import { config } from "../config";

const isSecure = () => config().publicUrl.startsWith("https:");

/** Behind HTTPS the name ties the cookie to this very host; browsers refuse that prefix without `Secure`. */
export const sessionCookieName = () => (isSecure() ? "__Host-handraise.session" : "handraise.session");

/** As the cookie libraries spell them. */
export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure() });

/** A `Set-Cookie` value that makes the browser forget the session. */
export const clearedSessionCookie = () =>
  `${sessionCookieName()}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;

/** The session cookie's value, whichever of its two names it came by. */
export function sessionCookieOf(header: string | null): string | undefined {
  const name = sessionCookieName();
  return header
    ?.split(/;\s*/)
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** The token of `Authorization: Bearer …`; undefined when the header is missing or of another scheme. */
export function bearerOf(authorization: string | null | undefined): string | undefined {
  const match = /^Bearer(?:\s+(.*))?$/i.exec(authorization ?? "");
  return match ? (match[1]?.trim() ?? "") || undefined : undefined;
}

/** True when a token or a session cookie came along, good or not. */
export const hasCredentials = (headers: Headers) =>
  Boolean(bearerOf(headers.get("authorization")) ?? sessionCookieOf(headers.get("cookie")));
