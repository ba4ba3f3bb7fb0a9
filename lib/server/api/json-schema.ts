import { z } from "zod";

export type Json = Record<string, unknown>;

/** Formats that say in a word what Zod's patterns say in hundreds of characters. */
const sayEnough = new Set<unknown>(["date-time", "uuid", "email", "base64"]);

/** Takes out what readers do not need. */
function shorten({ jsonSchema: schema }: { jsonSchema: Json }): void {
  if (sayEnough.has(schema.format) || schema.type === "integer") delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.minLength === 0) delete schema.minLength;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

const inComponents = (schema: unknown) => JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;

/** The JSON Schema (2020-12) of a Zod schema. Schemas with a name (`.meta({ id })`) go into `named` and are referred to. */
export function schemaOf(schema: z.ZodType, io: "input" | "output", named: Json): Json {
  // Inside another schema, so that a name at the top becomes a reference as well.
  const around = z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: "any", override: shorten });
  Object.assign(named, inComponents(around.$defs ?? {}));
  return inComponents(around.properties?.it ?? {});
}
