import NextAuth, { type NextAuthOptions } from "next-auth";
import CredentialsImport from "next-auth/providers/credentials";
import { loginBody } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { limits } from "#lib/contract/limits";
import { config } from "../config";
import { AppError } from "../errors";
import { failure } from "../http/answer";
import { sessionCookieName, sessionCookieOptions } from "../http/credentials";
import { parseJson, readText } from "../http/json-body";
import { requestContextOf } from "../http/request-context";
import { checkCredentials } from "./check-credentials";
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
function options(request: Request, refused: { by?: unknown }): NextAuthOptions {
  const facts = requestContextOf(request);
  const ttl = config().refreshTokenTtl;
  return {
    secret: config().secrets[0] ?? "",
    session: { strategy: "jwt", maxAge: ttl },
    pages: { signIn: "/login", signOut: "/login", error: "/login", verifyRequest: "/login" },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
        async authorize(given) {
          const parsed = loginBody.safeParse({ email: given?.email, password: given?.password, code: given?.code || undefined });
          try {
            if (!parsed.success) throw new AppError("unauthenticated", texts.invalidCredentials);
            const { user, passwordHash } = await checkCredentials(parsed.data, facts);
            return { id: user.id, sessionId: await openSession(user.id, facts, passwordHash) };
          } catch (error) {
            refused.by = error;
            throw error;
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

/** What of next-auth a browser needs to sign in. The rest of its routes would answer with pages of its own, or end a cookie and not its session. */
const used = new Set(["GET csrf", "POST callback/credentials"]);

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * `GET` and `POST` of `/api/auth/[...nextauth]`: the two calls of the sign-in; nothing is at the others. What is refused is refused in the
 * envelope, never by a page of next-auth's own.
 */
export async function browserSignIn(request: Request, context: Context): Promise<Response> {
  try {
    const { nextauth } = await context.params;
    if (!used.has(`${request.method} ${nextauth.join("/")}`)) throw new AppError("not_found", "Not found");
    const whole = request.method === "POST" ? await withForm(request) : request;
    const refused: { by?: unknown } = {};
    const answer = await (handler as unknown as (request: Request, context: unknown, options: NextAuthOptions) => Promise<Response>)(
      whole,
      context,
      options(request, refused),
    );
    if ("by" in refused) throw refused.by;
    await requireSignedIn(answer);
    return answer;
  } catch (error) {
    return failure(error, requestContextOf(request).requestId, { path: "browser sign-in" });
  }
}

/**
 * The request anew, with a body that next-auth can read and that is no larger than a sign-in: its own reader takes whatever comes, and ends
 * with a 500 at JSON that is none.
 */
async function withForm(request: Request): Promise<Request> {
  const text = await readText(request, limits.anonymousBodyBytes);
  const type = request.headers.get("content-type") ?? "";
  const fields = type.includes("application/json") ? fieldsOf(text) : [...new URLSearchParams(text)];
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/x-www-form-urlencoded");
  headers.delete("content-length");
  const { nextUrl } = request as Request & { nextUrl?: URL };
  const whole = new Request(request.url, { method: "POST", headers, body: new URLSearchParams(fields).toString() });
  // Next's own request has it, and next-auth reads the query from it.
  return Object.assign(whole, { nextUrl: nextUrl ?? new URL(request.url) });
}

/** The texts of a JSON object; a sign-in has no others. @throws AppError invalid_input */
function fieldsOf(text: string): [string, string][] {
  const given = parseJson(text);
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new AppError("invalid_input", "The body must be a JSON object");
  return Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string");
}

/**
 * next-auth leads to pages of its own when the token of `csrf` is missing, and answers with a 500 to cookies that it cannot read.
 * @throws AppError forbidden, invalid_input
 */
async function requireSignedIn(answer: Response): Promise<void> {
  if (answer.status >= 400)
    throw new AppError("invalid_input", "This sign-in does not work. Delete the cookies of this site and sign in again.");
  const location = answer.headers.get("location") ?? (await urlIn(answer.clone()));
  if (location !== null && new URL(location, config().publicUrl).pathname.startsWith("/api/auth/"))
    throw new AppError("forbidden", "This sign-in has run out. Reload the page and sign in again.");
}

async function urlIn(answer: Response): Promise<string | null> {
  if (!answer.headers.get("content-type")?.startsWith("application/json")) return null;
  const { url } = (await answer.json()) as { url?: unknown };
  return typeof url === "string" ? url : null;
}
