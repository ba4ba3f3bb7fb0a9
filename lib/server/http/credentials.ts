import { config } from "../config";

const isSecure = () => config().publicUrl.startsWith("https:");

/** The name of the session cookie. Behind HTTPS it ties the cookie to this host; browsers refuse that prefix without `Secure`. */
export const sessionCookieName = () => (isSecure() ? "__Host-handraise.session" : "handraise.session");

/** In the spelling of the cookie libraries. */
export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure() });

/** A `Set-Cookie` value that makes the browser delete the session cookie. */
export const clearedSessionCookie = () =>
  `${sessionCookieName()}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;

/** The value of the session cookie, under either of its two names. */
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

/** Whether the request has a token or a session cookie, good or not. */
export const hasCredentials = (headers: Headers) =>
  Boolean(bearerOf(headers.get("authorization")) ?? sessionCookieOf(headers.get("cookie")));
