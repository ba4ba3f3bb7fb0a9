import type { z } from "zod";
import type { Role } from "#lib/contract/auth.ts";
import { type ErrorCode, texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { authenticate, authenticateOptimistically, CallerChanged } from "../auth/authenticate";
import type { Caller } from "../caller";
import { consumeFor, consumerOf } from "../consume-for";
import { AppError, isAppError } from "../errors";
import { failure, isWithHeaders, type JsonAnswer, jsonAnswer, privateAnswer, toResponse, type WithHeaders } from "../http/answer";
import { type FileBodySpec, fileBody } from "../http/file-body";
import { readJson } from "../http/json-body";
import { isCrossSite, usesCookie } from "../http/origins";
import { type ApiRequest, type RequestContext, requestContextOf } from "../http/request-context";
import { log } from "../log";
import type { Page } from "../pagination";
import { parseInput } from "./parse-input";

type Schema = z.ZodType;
type Out<S> = S extends z.ZodType ? z.output<S> : undefined;
/** An answer of this media type, without the envelope. `also` explains statuses other than 200. */
type FileAnswer = { file: string; also?: Record<number, string> };

export type RouteSpec<Params, Query, Body, Auth, Answer = Schema | FileAnswer, IsPage = boolean> = {
  params?: Params;
  query?: Query;
  /** Without a schema the request must have no body, or an empty object. */
  body?: Body;
  /** Takes a file, of whatever content type, instead of JSON: the verb finds it in `request.file`. */
  takes?: FileBodySpec;
  /** "required" (the default), "optional", or "none", in which case the verb finds the caller itself. */
  auth?: Auth;
  roles?: readonly Role[];
  /**
   * The verb passes `caller.stillSo` on to its first statement, so that the look-up of the session leaves with it. For what is asked most
   * often. Not with `roles`.
   */
  optimisticSession?: true;
  /** Also lets in an admin who has yet to set up a required two-factor sign-in. For what the set-up needs. */
  beforeSetUp?: true;
  /** The text for a malformed id in the path: the same as for an id that does not exist. */
  missing?: string;
  /** Login, register and refresh read JSON whatever the content type says; they check `Origin` instead. */
  anyContentType?: boolean;
  /** The largest body, where the usual 512 KiB (16 KiB for callers who need not be signed in) are too few. */
  bodyBytes?: number;
  status?: 200 | 201;
  /** The `message` of a success. */
  message: string;
  /**
   * The schema of the answer, or the type of file; of a page, the schema of one item. Checked in tests and in development, where an answer
   * that says too much is a failure. In production answers go out unchecked.
   */
  answer: Answer;
  /** The verb's own refusals, as texts by code. The other fields of the description imply the rest. */
  refuses?: Partial<Record<ErrorCode, readonly string[]>>;
  /** The verb answers with a `Page`: its items become `data`, with `next_cursor` beside it. */
  page?: IsPage;
  /** The verb stores `Idempotency-Key`. */
  keepsKey?: true;
};

type CallerOf<Auth> = Auth extends "none" ? null : Auth extends "optional" ? Caller | null : Caller;
/** What the verb returns. A `Response` that it writes itself is not checked. */
type VerbResult<Answer, IsPage> =
  | Response
  | (Answer extends Schema ? WithHeaders | (IsPage extends true ? Page<z.input<Answer>> : z.input<Answer>) : never);
type Verb<Params, Query, Body, Auth, Answer, IsPage> = (input: {
  caller: CallerOf<Auth>;
  params: Out<Params>;
  query: Out<Query>;
  body: Out<Body>;
  request: RequestContext;
}) => Promise<VerbResult<Answer, IsPage>>;

const isWrite = (request: ApiRequest) => request.method !== "GET" && request.method !== "HEAD";

function idempotencyKey(context: RequestContext): void {
  const key = context.idempotencyKey;
  if (key === null) return;
  if (key.length === 0 || [...key].length > limits.idempotencyKeyMax)
    throw new AppError("invalid_input", `Idempotency-Key must have 1 to ${limits.idempotencyKeyMax} characters`);
}

/** Whether an error that came before the look-up of the session may have come because the caller is not who an earlier request found. */
const couldBeOfCaller = (error: unknown, caller: Caller | null): boolean =>
  caller?.stillValid?.isMet === false && (error instanceof CallerChanged || (isAppError(error) && error.code !== "unavailable"));
const itself = (error: unknown) => error;

/**
 * Makes a route handler: authenticates, parses, calls the verb, writes the envelope of docs/contract.md section 2. The answer to bad input
 * names the field. An unforeseen error is a 500 that says nothing but its request id.
 */
export function route<
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Auth extends "required" | "optional" | "none" = "required",
  Answer extends Schema | FileAnswer = never,
  IsPage extends boolean = false,
>(spec: RouteSpec<Params, Query, Body, Auth, Answer, IsPage>, verb: Verb<Params, Query, Body, Auth, Answer, IsPage>) {
  const direct = async (request: ApiRequest, context: { params: Promise<unknown> }): Promise<Response | JsonAnswer> => {
    const requestContext = requestContextOf(request);
    const started = performance.now();
    let caller: Caller | null = null;
    let response: Response | JsonAnswer;
    try {
      if (isWrite(request) && (spec.anyContentType || usesCookie(request)) && isCrossSite(request))
        throw new AppError("forbidden", texts.notAllowed);
      if (spec.optimisticSession) caller = await authenticateOptimistically(request.headers);
      else if (spec.auth !== "none") caller = await authenticate(request.headers, spec.auth === "optional", spec.beforeSetUp);
      if (caller) await consumeFor(isWrite(request) ? "write" : "read", consumerOf(caller, requestContext.ip));
      if (spec.roles && caller && !spec.roles.includes(caller.user.role)) throw new AppError("forbidden", texts.notAllowed);
      idempotencyKey(requestContext);
      const params = spec.params?.safeParse(await context.params);
      if (params && !params.success) throw new AppError("not_found", spec.missing ?? "Not found");
      const query = spec.query && parseInput(spec.query, Object.fromEntries(new URL(request.url).searchParams), "query");
      const file = spec.takes && { file: fileBody(request, spec.takes) };
      const maxBytes = spec.bodyBytes ?? (spec.auth === "none" ? limits.anonymousBodyBytes : limits.jsonBodyBytes);
      const rawBody = isWrite(request) && !file ? await readJson(request, spec.anyContentType ?? false, maxBytes) : undefined;
      if (!spec.body && rawBody !== undefined && (typeof rawBody !== "object" || rawBody === null || Object.keys(rawBody).length > 0))
        throw new AppError("invalid_input", "This request takes no body");
      const body = spec.body && parseInput(spec.body, rawBody === undefined ? {} : rawBody, "body");
      const ask = (who: Caller | null) =>
        verb({ caller: who, params: params?.data, query, body, request: { ...requestContext, ...file } } as Parameters<typeof verb>[0]);
      const answer = await ask(caller).catch(async (error: unknown) => {
        if (!couldBeOfCaller(error, caller)) throw error;
        caller = await authenticate(request.headers);
        return ask(caller);
      });
      if (caller?.stillValid?.isMet === false) throw new Error(`"${spec.message}" has answered without a look-up of the session`);
      response = answer instanceof Response ? answer : success(spec, answer);
    } catch (thrown) {
      // Nobody learns anything from a refusal but whom the session lets in.
      const error = couldBeOfCaller(thrown, caller) ? await authenticate(request.headers).then(() => thrown, itself) : thrown;
      response = failure(error, requestContext.requestId, {
        method: request.method,
        path: new URL(request.url).pathname,
        userId: caller?.user.id,
      });
    }
    const level = isWrite(request) ? "info" : "debug";
    log[level](
      {
        requestId: requestContext.requestId,
        method: request.method,
        path: new URL(request.url).pathname,
        status: response.status,
        ms: Math.round(performance.now() - started),
        userId: caller?.user.id,
      },
      "request",
    );
    return response;
  };
  const handle = async (request: Request, context: { params: Promise<unknown> }): Promise<Response> => {
    const answer = await direct(request, context);
    return answer instanceof Response ? answer : toResponse(answer);
  };
  // `spec` is for the description of the API (api/openapi.ts), `direct` for who calls without Next (serve-api.ts).
  return Object.assign(handle, { spec: spec as AnySpec, direct });
}

export type AnySpec = RouteSpec<Schema | undefined, Schema | undefined, Schema | undefined, "required" | "optional" | "none">;

/** Checks an answer against its description, in tests and in development. @throws Error when it does not fit */
function requireDescribed({ answer, page }: Pick<AnySpec, "answer" | "page">, data: unknown): void {
  if (process.env.NODE_ENV === "production" || "file" in answer) return;
  const items = page ? (data as Page<unknown>).items : [data ?? null];
  // As it is sent: dates are texts, and undefined fields are missing.
  for (const item of JSON.parse(JSON.stringify(items)) as unknown[]) {
    const parsed = answer.safeParse(item);
    if (!parsed.success) throw new Error(`An answer is not as its route describes it: ${JSON.stringify(parsed.error.issues.slice(0, 3))}`);
  }
}

function success(spec: Pick<AnySpec, "status" | "message" | "page" | "answer">, answer: unknown): JsonAnswer {
  const headers = isWithHeaders(answer) ? { ...privateAnswer, ...answer.headers } : privateAnswer;
  const data = isWithHeaders(answer) ? answer.data : answer;
  requireDescribed(spec, data);
  const body = spec.page
    ? {
        success: true,
        message: spec.message,
        data: (data as Page<unknown>).items,
        ...((data as Page<unknown>).next_cursor && { next_cursor: (data as Page<unknown>).next_cursor }),
      }
    : { success: true, message: spec.message, data: data ?? null };
  return jsonAnswer(body, spec.status ?? 200, headers);
}
