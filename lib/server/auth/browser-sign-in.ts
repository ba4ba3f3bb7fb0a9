import NextAuth, { type NextAuthOptions } from "next-auth";
import CredentialsImport from "next-auth/providers/credentials";
import { loginBody } from "#lib/contract/auth";
import { config } from "../config";
import { isAppError } from "../errors";
import { factsOf, failure } from "../http";
import { checkCredentials } from "./check-credentials";
import { sessionCookieName, sessionCookieOptions } from "./cookie";
import { openSession } from "./sessions";
import { signToken, verifyToken } from "./tokens";

// next-auth is CommonJS: bundlers and Node disagree on where its default export is.
const unwrap = <T>(module: T): T => (module as { default?: T }).default ?? module;
const Credentials = unwrap(CredentialsImport);
const handler = unwrap(NextAuth);

/**
 * The browser's sign-in by next-auth: its Credentials provider, with a session of ours behind the cookie. The cookie holds a token of
 * the kind `browser`, which opens neither the socket nor the REST as a bearer.
 */
function options(request: Request): NextAuthOptions {
  const facts = factsOf(request);
  const ttl = config().refreshTokenTtl;
  return {
    secret: config().secrets[0] ?? "",
    session: { strategy: "jwt", maxAge: ttl },
    pages: { signIn: "/login", error: "/login" },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
        async authorize(given) {
          const parsed = loginBody.safeParse({ email: given?.email, password: given?.password, code: given?.code || undefined });
          if (!parsed.success) return null;
          try {
            const { user, passwordHash } = await checkCredentials(parsed.data, facts);
            return { id: user.id, sessionId: await openSession(user.id, facts, passwordHash) };
          } catch (error) {
            // next-auth shows an error's text to the browser: only those that we wrote for it.
            if (isAppError(error)) throw new Error(error.message);
            failure(error, facts.requestId, { path: "sign-in" });
            throw new Error("Something went wrong on our side. Try again.");
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: (user as { sessionId?: string }).sessionId } : token),
      // Nothing of the person goes through next-auth's own session call: /api/auth/me says who one is.
      session: ({ session }) => ({ expires: session.expires }),
    },
    jwt: {
      maxAge: ttl,
      encode: ({ token }) => signToken("browser", String(token?.sub), String(token?.sid), ttl),
      decode: async ({ token }) => {
        const claims = token ? await verifyToken("browser", token) : null;
        return claims && { sub: claims.userId, sid: claims.sessionId };
      },
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

/** `GET` and `POST` of `/api/auth/[...nextauth]`. */
export async function browserSignIn(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return (handler as unknown as (request: Request, context: unknown, options: NextAuthOptions) => Promise<Response>)(
    request,
    context,
    options(request),
  );
}
