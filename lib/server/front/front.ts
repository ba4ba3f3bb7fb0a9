import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { resolve, sep } from "node:path";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { picturesPath } from "#lib/contract/picture-address.ts";
import { isUpload } from "#lib/contract/upload-path.ts";
import { signedUserId } from "../auth/authenticate";
import { config } from "../config";
import { AppError, isAppError } from "../errors";
import { bearerOf } from "../http/credentials";
import { corsHeaders, corsPreflight } from "../http/origins";
import { frontHeaders } from "../http/request-context";
import { log } from "../log";
import { metrics, routeOf } from "../metrics";
import { networkOf } from "../network";
import { consume } from "../rate-limits";
import { originForm, problemOfAddress } from "./address-check";
import { bodyBytesMax, limitBody } from "./bodies";
import { answerBusyPages } from "./busy-page";
import { clientAddress } from "./client-address";
import { assetPolicy, dataPolicy, pagePolicy, securityHeaders } from "./content-policy";
import { createGate, type GateSize } from "./gate";
import { refuse } from "./refuse";
import { isMetrics, serveMetrics } from "./serve-metrics";

/** Answers a request. Its promise resolves when it is done. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;
type Kind = "api" | "page" | "asset";

/**
 * One person's requests. As many at once as a browser opens connections to one host, which is half of the database's. The line holds what
 * the contract promises a minute, 300 reads and 60 posts, even if it comes at once.
 */
const person = { atOnce: 6, atOnceInLine: 1, waiting: 400 };
/**
 * One person's requests with bodies larger than 64 KiB: files of people and captions. Each is read and parsed in one go, so they run one
 * after the other.
 */
const personsLarge = { atOnce: 1, atOnceInLine: 1, waiting: 50 };
const largeBytes = 64 * 1024;
/** One person's pages. Rendering keeps the processor, so they run one after the other. */
const personsPage = { atOnce: 1, atOnceInLine: 1, waiting: 400 };
/** Pages of one address without a session. A hall of 500 fits into the line. */
const anonymousPage = { atOnce: 4, atOnceInLine: 1, waiting: 1000 };
/** Routes of one address without a session. As many as leave database connections to others. */
const anonymousApi = { atOnce: 8, atOnceInLine: 2, waiting: 2000 };
/** Those of them that hash a password. Most of their time passes in the line for the hash (auth/hash-queue.ts). */
const signIns = { atOnce: 64, atOnceInLine: 64, waiting: 2000 };
const hashing = new Set(["/api/auth/login", "/api/auth/callback/credentials", "/api/auth/password/reset"]);
/** Sign-ups hash as well, and few of them a minute are allowed (rate-limits.ts). */
const signUps = { atOnce: 4, atOnceInLine: 2, waiting: 2000 };
/**
 * How long a place stays empty after a request when others of its caller wait, in ms: as long as the request took, up to `longest`, so that
 * a flood leaves half of the time to everybody else. After a refusal, which costs its sender nothing, always `refused`. Pages without a
 * session rest for less, because a hall of 500 may open the sign-in behind one address. Sign-ins rest long after a 429, because they have
 * so many places that nothing else would slow them down.
 */
const rest = { longest: 50, heavy: 250, anonymousPage: 10, refused: 25, refusedSignIn: 1000 };
/** How long one request may wait in line, in ms. */
const queueTimeoutMs = 30_000;
/** After this time, in ms, a request holds no place any more, even if it has not ended. */
const placeTimeoutMs = 90_000;
const gate = createGate(queueTimeoutMs);

const apiMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const pageMethods = new Set(["GET", "HEAD"]);
/** Answered at any load, because they report it. */
const probes = new Set(["/api/health", "/api/ready"]);

function kindOf(path: string): Kind {
  if (path.startsWith("/api/")) return "api";
  return path.startsWith("/_next/static/") ? "asset" : "page";
}

const assetFolder = resolve(".next/static") + sep;

/** Whether the build has the file of an asset. Next would answer for another one with a page. In development it makes them when asked. */
function isBuilt(path: string): boolean {
  if (config().dev) return true;
  const file = resolve(assetFolder, decodeURIComponent(path.slice("/_next/static/".length)));
  // Nobody learns which other files the machine has.
  return file.startsWith(assetFolder) && existsSync(file);
}

/**
 * Does for every request, before Next sees it, what all have in common: request id, client address, CORS, security headers. Checks what it
 * may cost: its address, its method, the size of its body, the number of requests of one caller.
 */
export function front(next: Handler): RequestListener {
  return (request, response) => {
    request.url = originForm(request.url ?? "/");
    const path = request.url.split("?", 1)[0] ?? "/";
    const kind = kindOf(path);
    setHeaders(request, response, kind);
    const problem = problemOfAddress(request.url, kind === "page");
    if (problem !== null) return refuse(request, response, new AppError("invalid_input", problem), kind === "page");
    if (isMetrics(request.url)) return serveMetrics(request, response);
    observe(request, response, kind);
    if (kind === "api" && request.method === "OPTIONS" && !isOfTus(request)) {
      const allowed = response.hasHeader("access-control-allow-origin");
      response.writeHead(204, allowed ? corsPreflight : {}).end();
      return;
    }
    admit(request, response, { kind, path, next }).catch((error: unknown) => {
      if (isAppError(error)) return refuse(request, response, error, kind === "page");
      log.error({ err: error, method: request.method, path }, "a request could not be handed on");
      response.destroy();
    });
  };
}

/** Whether it is tus's own OPTIONS. Browsers never send that one; they send it with a header of CORS. */
const isOfTus = ({ url, headers }: IncomingMessage) => isUpload(url ?? "") && headers["access-control-request-method"] === undefined;

/** Sets the request headers that routes and pages read, and the response headers of every answer. */
function setHeaders(request: IncomingMessage, response: ServerResponse, kind: Kind): void {
  const requestId = randomUUID();
  request.headers[frontHeaders.requestId] = requestId;
  request.headers[frontHeaders.ip] = clientAddress(request);
  request.headers[frontHeaders.path] = request.url ?? "/";
  if (request.url?.startsWith("/api/auth/")) dropCallbackCookie(request);
  response.setHeader(frontHeaders.requestId, requestId);
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (config().publicUrl.startsWith("https:")) response.setHeader("strict-transport-security", "max-age=31536000; includeSubDomains");
  if (kind === "api") for (const [name, value] of Object.entries(corsHeaders(request.headers.origin))) response.setHeader(name, value);
  if (kind !== "page") {
    response.setHeader("content-security-policy", kind === "api" ? dataPolicy : assetPolicy);
    return;
  }
  const policy = pagePolicy(randomBytes(16).toString("base64"));
  answerBusyPages(response, requestId);
  // Next reads the nonce from the request's policy and puts it on its scripts.
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
  response.setHeader("cache-control", "private, no-store");
}

/**
 * Removes next-auth's cookie with an address to return to, which we do not use. Because next-auth refuses every sign-in of a browser whose
 * cookie holds anything else, until someone deletes it.
 */
function dropCallbackCookie({ headers }: IncomingMessage): void {
  if (headers.cookie?.includes("next-auth.callback-url="))
    headers.cookie = headers.cookie.replace(/(?:^|;\s*)(?:__(?:Secure|Host)-)?next-auth\.callback-url=[^;]*/g, "");
}

/** Measures how long an answer took, when it has ended. */
function observe(request: IncomingMessage, response: ServerResponse, kind: Kind): void {
  const from = performance.now();
  response.once("close", () => {
    const route = routeOf(response) ?? kind;
    metrics().requestSeconds.observe(
      { method: request.method ?? "", route, status: response.statusCode },
      (performance.now() - from) / 1000,
    );
  });
}

type Admission = { kind: Kind; path: string; next: Handler };

/** Lets a request on to `next` when it may go on. @throws AppError when it may not */
async function admit(request: IncomingMessage, response: ServerResponse, { kind, path, next }: Admission): Promise<unknown> {
  // The bytes of uploads have checks of their own. Other requests about uploads take a place like any request.
  const isOfUpload = isUpload(request.url ?? "");
  if (isOfUpload && (request.method === "PATCH" || request.method === "OPTIONS")) return next(request, response);
  requireMethod(request, response, kind, path);
  const { authorization, cookie } = request.headers;
  const userId = kind === "asset" ? null : await signedUserId(authorization, cookie, kind === "page");
  const over = () => refuse(request, response, tooLarge(request, path, userId), kind === "page");
  if (!limitBody(request, userId === null ? limits.anonymousBodyBytes : bodyMaxOf(path), over)) return;
  if (kind === "asset" && !isBuilt(path)) throw new AppError("not_found", "There is no such file");
  const ip = String(request.headers[frontHeaders.ip]);
  if (kind === "page") await consume(userId === null ? "pageFrom" : "page", userId ?? ip);
  if (kind === "asset" || probes.has(path) || !config().rateLimits) return next(request, response);
  const [group, places] = placesOf(request, kind, path, userId !== null);
  const leave = await gate.enter(`${group} ${userId ?? networkOf(ip)}`, places, (giveUp) => response.once("close", giveUp));
  const from = performance.now();
  const leaveRested = (status: number) => leave(restAfter(status, performance.now() - from, places));
  // Frees the place of a route at its head, because it may stream a video for an hour. A page is rendered while it is sent.
  if (kind === "api") onHead(response, leaveRested);
  const timer = setTimeout(() => leave(), kind === "api" ? placeTimeoutMs : queueTimeoutMs);
  return work(next, request, response).finally(() => {
    clearTimeout(timer);
    leaveRested(response.statusCode);
  });
}

function restAfter(status: number, tookMs: number, places: GateSize): number {
  if (status === 429 && places === signIns) return rest.refusedSignIn;
  if (status >= 400) return rest.refused;
  if (places === personsPage || places === personsLarge) return Math.min(tookMs, rest.heavy);
  return Math.min(tookMs, places === anonymousPage ? rest.anonymousPage : rest.longest);
}

/** Which places a request takes, and under which name they are counted for its caller. */
function placesOf({ headers }: IncomingMessage, kind: Kind, path: string, isSignedIn: boolean): [group: string, places: GateSize] {
  if (kind === "page") return [kind, isSignedIn ? personsPage : anonymousPage];
  const isLarge = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > largeBytes;
  if (isSignedIn) return isLarge ? ["large", personsLarge] : [kind, person];
  if (hashing.has(path)) return ["sign-in", signIns];
  return path === "/api/auth/register" ? ["sign-up", signUps] : [kind, anonymousApi];
}

/** Runs `next` until the response has ended. A client that leaves does not end its work, so it holds the place until then. */
async function work(next: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await next(request, response);
  if (!response.writableEnded && !response.destroyed) await new Promise((resolve) => response.once("close", resolve));
}

function onHead(response: ServerResponse, act: (status: number) => void): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    act(Number(args[0]));
    return writeHead(...args);
  };
}

/** Allows only reading for pages. In development Next has addresses of its own among them. */
function requireMethod(request: IncomingMessage, response: ServerResponse, kind: Kind, path: string): void {
  const methods = kind === "api" ? apiMethods : pageMethods;
  if (methods.has(request.method ?? "") || (config().dev && path.startsWith("/_"))) return;
  response.setHeader("allow", [...methods].join(", "));
  throw new AppError("method_not_allowed", `This address takes ${[...methods].join(", ")}`);
}

/** The most bytes of somebody's body: pictures are the only files that come whole. */
const bodyMaxOf = (path: string): number => (path === picturesPath ? limits.imageBytes : bodyBytesMax);

/**
 * The error for a body that is too large. A caller with a bad token gets 401 instead, because with a good one the same body may be allowed.
 */
function tooLarge({ headers }: IncomingMessage, path: string, userId: string | null): AppError {
  if (userId !== null)
    return new AppError("too_large", path === picturesPath ? texts.pictureTooLarge : `The body is larger than ${bodyBytesMax / 1024} KiB`);
  if (bearerOf(headers.authorization) !== undefined && !path.startsWith("/api/auth/"))
    return new AppError("unauthenticated", texts.invalidToken);
  return new AppError("too_large", `The body is larger than ${limits.anonymousBodyBytes / 1024} KiB`);
}
