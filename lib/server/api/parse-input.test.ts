import { describe, expect, it } from "vitest";
import { z } from "zod";
import { routeTable } from "#app/api/route-table.ts";
import { loginBody } from "#lib/contract/auth.ts";
import type { ErrorDetail } from "#lib/contract/errors.ts";
import { readBody } from "#lib/contract/notifications.ts";
import { isAppError } from "../errors";
import { operations } from "./openapi";
import { parseInput } from "./parse-input";

/** What is said of a value, by field. */
function refused(schema: z.ZodType, value: unknown): ErrorDetail[] {
  try {
    parseInput(schema, value, "body");
    return [];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.details ?? [];
  }
}
const saidOf = (schema: z.ZodType, value: unknown) => refused(z.strictObject({ field: schema }), { field: value }).map(({ msg }) => msg);

/** How zod words it. */
const machine = /invalid|expected|received|too (small|big)|unrecognized|\bNaN\b|option:|>=|<=/i;
const junk = [
  5,
  -1,
  1.5,
  Number.POSITIVE_INFINITY,
  "",
  "x",
  "1e9",
  "x".repeat(200_000),
  true,
  null,
  [],
  [5],
  ["x"],
  [{}],
  {},
  { x: 5 },
  { x: { y: 1 } },
];
const schemas = operations(routeTable).flatMap(({ folder, method, spec }) =>
  [spec.body, spec.query].flatMap((schema) => (schema ? [{ name: `${method} ${folder}`, schema }] : [])),
);
const fieldsOf = (schema: z.ZodType) =>
  Object.keys((z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }).properties ?? {}) as object);

describe("parseInput", () => {
  it("says one plain sentence about each field, for every body and query of the API and whatever is sent", () => {
    expect(schemas.length).toBeGreaterThan(50);
    const seen = new Set<string>();
    for (const { name, schema } of schemas) {
      const fields = fieldsOf(schema);
      for (const value of junk)
        for (const sent of [
          value,
          ...fields.map((field) => ({ [field]: value })),
          Object.fromEntries(fields.map((field) => [field, value])),
        ]) {
          const details = refused(schema, sent);
          const params = details.map(({ param }) => param);
          expect(new Set(params).size, `${name} ${JSON.stringify(sent).slice(0, 100)}`).toBe(params.length);
          for (const { msg } of details) if (machine.test(msg)) seen.add(`${name}: ${msg}`);
        }
    }
    expect([...seen]).toEqual([]);
  });

  it("says what a field must be", () => {
    expect(refused(loginBody, { email: 5 }).map(({ param, msg }) => `${param} ${msg}`)).toEqual([
      "email must be text",
      "password is required",
    ]);
    expect(refused(readBody, { up_to_seq: -1 }).map(({ msg }) => msg)).toEqual(["must be 0 or more"]);
  });

  it.each<[string, z.ZodType, unknown]>([
    ["must be text", z.string(), 5],
    ["must be a number", z.number(), "5"],
    ["must be a whole number", z.number().int(), 1.5],
    ["must be true or false", z.boolean(), "yes"],
    ["must be a list", z.array(z.string()), "a"],
    ["must be an object", z.strictObject({}), 5],
    ["must be 1 or more", z.number().min(1), 0],
    ["must be more than 0", z.number().positive(), 0],
    ["must be 9 or less", z.number().max(9), 10],
    ["must not be empty", z.string().min(1), ""],
    ["must have at least 2 characters", z.string().min(2), "a"],
    ["must have at most 1 character", z.string().max(1), "ab"],
    ["must have at most 2 entries", z.array(z.string()).max(2), ["a", "b", "c"]],
    ["must be an email address", z.email(), "a"],
    ["must be a UUID", z.guid(), "a"],
    ["must be a time such as 2024-01-15T10:30:00.000Z", z.iso.datetime(), "a"],
    ["is not in the form that is asked for", z.string().regex(/b/), "a"],
    ["must be a multiple of 5", z.number().multipleOf(5), 4],
    ['must be "a", "b" or "c"', z.enum(["a", "b", "c"]), "d"],
    ["must be true", z.literal(true), false],
    ["is none of what can be given here", z.union([z.string(), z.number()]), true],
    ["is none of what can be given here", z.discriminatedUnion("a", [z.object({ a: z.literal(1) })]), { a: 2 }],
    ["has a name that can’t be given here", z.record(z.string().max(1), z.string()), { ab: "x" }],
    ["has an entry that can’t be given here", z.map(z.any(), z.string()), new Map([[{}, 5]])],
    ["is not a field of this request", z.strictObject({}), { more: 1 }],
    ["is not valid", z.custom(() => false), 5],
    ["in words of its own", z.string().min(2, "in words of its own"), ""],
  ])("says %j of what breaks such a rule", (text, schema, value) => {
    expect(saidOf(schema, value)).toEqual([text]);
  });
});
