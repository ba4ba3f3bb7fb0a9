import type { z } from "zod";
import { type ErrorCode, statusOf, texts } from "#lib/contract/errors.ts";
import { failureSchema } from "#lib/contract/failure.ts";
import { limits } from "#lib/contract/limits.ts";
import { type Json, schemaOf } from "./json-schema";
import type { AnySpec } from "./route";
import type { RouteTable } from "./serve-api";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
const isRead = (method: string) => method === "GET" || method === "HEAD";

/**
 * The codes and texts with which a route refuses. Anything else (an address of thousands of characters, a fault of ours) is the `default`
 * of the description.
 */
export function refusalsOf(spec: AnySpec, method: string): Map<ErrorCode, string[]> {
  const found = new Map<ErrorCode, string[]>();
  const add = (code: ErrorCode, ...messages: string[]) => found.set(code, [...new Set([...(found.get(code) ?? []), ...messages])]);
  if (spec.query || !isRead(method)) add("invalid_input");
  if (spec.auth === undefined || spec.auth === "required") add("unauthenticated", texts.authenticationRequired, texts.invalidToken);
  if (spec.roles || !isRead(method)) add("forbidden", texts.notAllowed);
  if (spec.auth !== "none" && !spec.beforeSetUp) add("forbidden", texts.setUpTwoFactor);
  if (spec.params) add("not_found", spec.missing ?? "Not found");
  if (spec.takes) add("too_large", spec.takes.tooLarge);
  else if (!isRead(method)) {
    const bytes = spec.bodyBytes ?? (spec.auth === "none" ? limits.anonymousBodyBytes : limits.jsonBodyBytes);
    add("too_large", `The body is larger than ${bytes / 1024} KiB`);
    if (!spec.anyContentType) add("not_json", "The body must be JSON: send Content-Type: application/json");
  }
  add("too_many", "Too many requests: try again in … s");
  add("unavailable");
  for (const [code, messages] of Object.entries(spec.refuses ?? {})) add(code as ErrorCode, ...(messages ?? []));
  return found;
}

const asked = (schema: z.ZodType, place: "path" | "query", named: Json): Json[] => {
  const { properties = {}, required = [] } = schemaOf(schema, "input", named) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...shape }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema: shape,
  }));
};

function parametersOf(spec: AnySpec, named: Json): Json[] {
  return [
    ...(spec.params ? asked(spec.params, "path", named) : []),
    ...(spec.query ? asked(spec.query, "query", named) : []),
    ...(spec.keepsKey ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
  ];
}

/** The schema of an answer that is not JSON. It is empty, because the media type says it all. */
const fileSchema = (type: string): Json =>
  type === "application/json" ? { type: "object" } : type.startsWith("text/") ? { type: "string" } : {};

function successOf({ answer, page, message }: AnySpec, named: Json): Json {
  if ("file" in answer) return { description: message, content: { [answer.file]: { schema: fileSchema(answer.file) } } };
  const one = schemaOf(answer, "output", named);
  const properties = {
    success: { const: true },
    message: { const: message },
    data: page ? { type: "array", items: one } : one,
    ...(page && { next_cursor: { type: "string", description: "There when the list goes on" } }),
  };
  const schema = { type: "object", required: ["success", "message", "data"], properties, additionalProperties: false };
  return { description: message, content: { "application/json": { schema } } };
}

const failureContent = { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } };
const defaultMessages: Partial<Record<ErrorCode, string>> = {
  invalid_input: "Invalid input; `details` name the fields at fault",
  unavailable: "The server is busy, or what it needs is away: try again",
};

/** A failure as a response with these texts. An answer to HEAD has no body. */
function failureOf(code: ErrorCode, messages: string[], method: string): Json {
  return {
    description: messages.length > 0 ? messages.join(" · ") : (defaultMessages[code] ?? code.replace("_", " ")),
    ...((code === "too_many" || code === "unavailable") && { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } }),
    ...(method !== "HEAD" && { content: failureContent }),
  };
}

/** The failures that nearly every operation has, described once. */
const plainly = refusalsOf({ answer: failureSchema, body: failureSchema, message: "" }, "POST");
const shared = Object.fromEntries(
  (["invalid_input", "unauthenticated", "too_large", "not_json", "too_many", "unavailable"] as const).map((code) => [
    code,
    failureOf(code, plainly.get(code) ?? [], "POST"),
  ]),
);
const other = { description: "Any other failure", content: failureContent };
const asShared = (code: string, response: Json): Json =>
  JSON.stringify(shared[code]) === JSON.stringify(response) ? { $ref: `#/components/responses/${code}` } : response;

function failuresOf(spec: AnySpec, method: string): Json {
  const failures = [...refusalsOf(spec, method)].map(([code, messages]) => [
    statusOf[code],
    asShared(code, failureOf(code, messages, method)),
  ]);
  return { ...Object.fromEntries(failures), ...(method !== "HEAD" && { default: { $ref: "#/components/responses/other" } }) };
}

function responsesOf(spec: AnySpec, method: string, named: Json): Json {
  const also =
    "file" in spec.answer ? Object.entries(spec.answer.also ?? {}).map(([status, description]) => [status, { description }]) : [];
  const success = method === "HEAD" ? { description: spec.message } : successOf(spec, named);
  return { [String(spec.status ?? 200)]: success, ...Object.fromEntries(also), ...failuresOf(spec, method) };
}

function operationOf({ folder, method, spec }: Operation, named: Json): Json {
  const place = folder.replace(/^\/api/, "").replace(/[^A-Za-z]+(.)?/g, (_all, letter: string = "") => letter.toUpperCase());
  return {
    operationId: `${method.toLowerCase()}${place}`,
    summary: spec.message,
    tags: [folder.split("/")[2] ?? ""],
    ...(spec.auth === "none" ? { security: [] } : spec.auth === "optional" && { security: [{}, { bearer: [] }] }),
    parameters: parametersOf(spec, named),
    ...(spec.body && {
      // A missing body counts as an empty object.
      requestBody: {
        required: !spec.body.safeParse({}).success,
        content: { "application/json": { schema: schemaOf(spec.body, "input", named) } },
      },
    }),
    ...(spec.takes && {
      requestBody: { required: true, content: Object.fromEntries(spec.takes.types.map((type) => [type, { schema: {} }])) },
    }),
    responses: responsesOf(spec, method, named),
  };
}

export type Operation = { folder: string; method: string; spec: AnySpec };
const hasSpec = (value: unknown): value is { spec: AnySpec } => typeof value === "function" && "spec" in value;

/** Every operation of the API by folder and method, as routes describe themselves. */
export function operations(table: RouteTable): Operation[] {
  return Object.entries(table).flatMap(([folder, route]) =>
    folder.includes("[...")
      ? []
      : methods.flatMap((method) => {
          const handle = route[method];
          return hasSpec(handle) ? [{ folder, method, spec: handle.spec }] : [];
        }),
  );
}

/** The API in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html), made from what routes check and answer. */
export function openApi(table: RouteTable): Json {
  const named: Json = {};
  schemaOf(failureSchema, "output", named);
  const paths: Record<string, Json> = {};
  for (const operation of operations(table)) {
    const path = operation.folder.replace(/\[([^\]]+)\]/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationOf(operation, named) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Handraise",
      version: "1",
      description: "Live course Q&A on lecture video. A failure is `{ success: false, error, details? }`; its text says what is wrong.",
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "The access token of POST /api/auth/login" } },
      headers: { RetryAfter: { description: "In how many seconds to try again", schema: { type: "integer" } } },
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          description:
            "Sent again with the same body, the request makes nothing new and is answered as before; with another body it is a conflict",
          schema: { type: "string", minLength: 1, maxLength: limits.idempotencyKeyMax },
        },
      },
      responses: { ...shared, other },
      schemas: named,
    },
    paths,
  };
}
