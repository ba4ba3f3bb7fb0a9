import { config } from "../config";

const isSecure = () => config().publicUrl.startsWith("https:");

/** Behind HTTPS the name ties the cookie to this very host; browsers refuse that prefix without `Secure`. */
export const sessionCookieName = () => (isSecure() ? "__Host-handraise.session" : "handraise.session");

/** As the cookie libraries spell them. */
export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure() });

/** A `Set-Cookie` value that makes the browser forget the session. */
export const clearedSessionCookie = () =>
  `${sessionCookieName()}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;
