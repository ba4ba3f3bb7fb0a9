import { z } from "zod";
import { type ErrorCode, statusOf, texts } from "#lib/contract/errors";
import { limits } from "#lib/contract/limits";
import type { AnySpec } from "../http";
import type { RouteTable } from "./serve-api";

type Json = Record<string, unknown>;
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

/** Each failure that a route can answer with, and its texts, where the description of the route names them. */
function refusalsOf(spec: AnySpec, isWrite: boolean): Map<ErrorCode, string[]> {
  const found = new Map<ErrorCode, string[]>();
  const add = (code: ErrorCode, ...said: string[]) => found.set(code, [...new Set([...(found.get(code) ?? []), ...said])]);
  if (spec.query || spec.body || isWrite) add("invalid_input");
  if (spec.auth !== "none") add("unauthenticated", texts.authenticationRequired, texts.invalidToken);
  if (spec.auth === "optional") found.delete("unauthenticated");
  if (spec.roles) add("forbidden", texts.notAllowed);
  if (spec.missing !== undefined) add("not_found", spec.missing);
  if (spec.body) {
    add(
      "too_large",
      `The body is larger than ${(spec.bodyBytes ?? (spec.auth === "none" ? limits.anonymousBodyBytes : limits.jsonBodyBytes)) / 1024} KiB`,
    );
    if (!spec.anyContentType) add("not_json", "The body must be JSON: send Content-Type: application/json");
  }
  add("too_many");
  add("unavailable");
  for (const [code, said] of Object.entries(spec.refuses ?? {})) add(code as ErrorCode, ...(said ?? []));
  return found;
}

function parametersOf(spec: AnySpec, folder: string): Json[] {
  const path = [...folder.matchAll(/\[([^\].]+)\]/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));
  if (!spec.query) return path;
  const { properties = {}, required = [] } = schemaOf(spec.query, "input") as { properties?: Json; required?: string[] };
  return [
    ...path,
    ...Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: required.includes(name), schema })),
  ];
}

function answerOf({ answer, page, message }: AnySpec): Json {
  if (answer && "file" in answer)
    return { description: message, content: { [answer.file]: { schema: { type: "string", format: "binary" } } } };
  const one = answer ? schemaOf(answer, "output") : {};
  const properties = {
    success: { const: true },
    message: { const: message },
    data: page ? { type: "array", items: one } : one,
    ...(page && { next_cursor: { type: "string", description: "There when the list goes on" } }),
  };
  const schema = { type: "object", required: ["success", "message", "data"], properties, additionalProperties: false };
  return { description: message, content: { "application/json": { schema } } };
}

const failureSchema = {
  type: "object",
  required: ["success", "error"],
  properties: {
    success: { const: false },
    error: { type: "string" },
    details: {
      type: "array",
      items: {
        type: "object",
        required: ["msg", "param", "location"],
        properties: { msg: { type: "string" }, param: { type: "string" }, location: { enum: ["body", "query", "path"] } },
      },
    },
  },
  additionalProperties: false,
};

function operationOf(spec: AnySpec, folder: string, method: string): Json {
  const refusals = [...refusalsOf(spec, method !== "GET")].map(([code, said]) => [
    String(statusOf[code]),
    {
      description: said.length > 0 ? said.join(" · ") : code.replace("_", " "),
      content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
    },
  ]);
  return {
    operationId: `${method.toLowerCase()}${folder.replace(/^\/api/, "").replace(/[^A-Za-z]+(.)?/g, (_all, letter: string = "") => letter.toUpperCase())}`,
    summary: spec.message,
    tags: [folder.split("/")[2] ?? ""],
    ...(spec.auth === "none" ? { security: [] } : spec.auth === "optional" && { security: [{}, { bearer: [] }] }),
    parameters: parametersOf(spec, folder),
    ...(spec.body && { requestBody: { required: true, content: { "application/json": { schema: schemaOf(spec.body, "input") } } } }),
    responses: { [String(spec.status ?? 200)]: answerOf(spec), ...Object.fromEntries(refusals) },
  };
}

const hasSpec = (value: unknown): value is { spec: AnySpec } => typeof value === "function" && "spec" in value;

/** Every operation of the API by path and method, as routes describe themselves. */
export function operations(table: RouteTable): { folder: string; method: string; spec: AnySpec }[] {
  return Object.entries(table).flatMap(([folder, route]) =>
    folder.includes("[...")
      ? []
      : methods.flatMap((method) => {
          const handle = route[method];
          return hasSpec(handle) ? [{ folder, method, spec: handle.spec }] : [];
        }),
  );
}

/** The API in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html), made of what routes check and answer. */
export function openApi(table: RouteTable): Json {
  const paths: Record<string, Json> = {};
  for (const { folder, method, spec } of operations(table)) {
    const path = folder.replace(/\[([^\]]+)\]/g, "{$1}");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(spec, folder, method) };
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
      schemas: { Failure: failureSchema },
    },
    paths,
  };
}
