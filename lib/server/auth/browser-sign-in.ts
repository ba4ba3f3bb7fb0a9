import NextAuth, { type NextAuthOptions } from "next-auth";
import CredentialsImport from "next-auth/providers/credentials";
import { loginBody } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { config } from "../config";
import { AppError } from "../errors";
import { failure, toResponse } from "../http/answer";
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
 * The options of next-auth: its Credentials provider, with a session of ours behind the cookie. The cookie holds a token of the kind
 * `browser`, which works neither for sockets nor as a bearer token.
 */
function options(request: Request, refused: { by?: unknown }): NextAuthOptions {
  const context = requestContextOf(request);
  const ttl = config().refreshTokenTtl;
  return {
    secret: config().secrets[0] ?? "",
    session: { strategy: "jwt", maxAge: ttl },
    pages: { signIn: "/login", signOut: "/login", error: "/login", verifyRequest: "/login" },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
        async authorize(credentials) {
          const parsed = loginBody.safeParse({
            email: credentials?.email,
            password: credentials?.password,
            code: credentials?.code || undefined,
          });
          try {
            if (!parsed.success) throw new AppError("unauthenticated", texts.invalidCredentials);
            const { user, passwordHash } = await checkCredentials(parsed.data, context);
            return { id: user.id, sessionId: await openSession(user.id, context, passwordHash) };
          } catch (error) {
            refused.by = error;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: (user as { sessionId?: string }).sessionId } : token),
      // next-auth's own session call says nothing of the person; /api/auth/me does.
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

/**
 * The calls of next-auth that a browser needs to sign in. Its other routes would answer with its own pages, or delete the cookie and leave
 * the session.
 */
const allowedCalls = new Set(["GET csrf", "POST callback/credentials"]);

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * `GET` and `POST` of `/api/auth/[...nextauth]`: the two calls of the sign-in, and 404 for all others. Refuses in the envelope, never with
 * a page of next-auth.
 */
export async function browserSignIn(request: Request, context: Context): Promise<Response> {
  try {
    const { nextauth } = await context.params;
    if (!allowedCalls.has(`${request.method} ${nextauth.join("/")}`)) throw new AppError("not_found", "Not found");
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
    return toResponse(failure(error, requestContextOf(request).requestId, { path: "browser sign-in" }));
  }
}

/**
 * The request with a body that next-auth can read. Limits its size to a sign-in's. Because next-auth reads a body of any size, and answers
 * 500 to bad JSON.
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
  // next-auth reads the query from this field of Next's own requests.
  return Object.assign(whole, { nextUrl: nextUrl ?? new URL(request.url) });
}

/** The texts of a JSON object. A sign-in has no other values. @throws AppError invalid_input */
function fieldsOf(text: string): [string, string][] {
  const parsed = parseJson(text);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new AppError("invalid_input", "The body must be a JSON object");
  return Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string");
}

/**
 * Replaces two answers of next-auth: its own page when the token of `csrf` is missing, and a 500 for cookies that it can't read.
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
