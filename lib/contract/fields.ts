import { z } from "zod";
import { limits } from "./limits";
import { breaksItsLine, codePoints, visibleCodePoints } from "./text";

/** Whether PostgreSQL can store a text. Texts with NUL or half a surrogate pair are refused instead of changed. */
const storable = (text: string) => !text.includes("\0") && text.isWellFormed();
const notStorable = "contains characters that cannot be stored (NUL or half of a surrogate pair)";

function sized(schema: z.ZodType<string, string>, min: number, max: number) {
  // The lengths once more for JSON Schema, which does not see code.
  return schema.meta({ minLength: min, maxLength: max }).superRefine((text, context) => {
    const length = codePoints(text);
    const visible = visibleCodePoints(text);
    if (!storable(text)) context.addIssue({ code: "custom", message: notStorable });
    else if (visible === 0 && min > 0) context.addIssue({ code: "custom", message: "must not be empty" });
    else if (visible < min) context.addIssue({ code: "custom", message: `must have at least ${min} characters` });
    else if (length > max) context.addIssue({ code: "custom", message: `must have at most ${max} characters` });
  });
}

/**
 * Prose: trimmed, then counted in code points. Text without anything visible counts as empty, and invisible characters do not count towards
 * `min`.
 */
export const text = (min: number, max: number) =>
  sized(z.string().transform((value) => value.trim()) as z.ZodType<string, string>, min, max);

/** A name or a title: prose on one line that can't change the direction of the text around it. */
export const line = (min: number, max: number) =>
  text(min, max).refine((value) => !breaksItsLine(value), "must be one line, without characters that change the direction of text");

/** Code: the indentation of its first line is kept, so only empty lines before and white space after are removed. */
export const code = (max: number) =>
  sized(z.string().transform((value) => value.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd()) as z.ZodType<string, string>, 0, max);

/** Passwords are never trimmed. */
export const password = (min: number, max: number) =>
  z
    .string()
    .refine(storable, notStorable)
    .refine((value) => codePoints(value) >= min, `must have at least ${min} characters`)
    .refine((value) => codePoints(value) <= max, `must have at most ${max} characters`)
    .meta({ minLength: min, maxLength: max });

/** Any UUID in canonical form, whatever its version; lower-cased as PostgreSQL prints it. */
export const id = z.guid("must be a UUID").transform((value) => value.toLowerCase());

export const email = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.email("must be an email address").max(limits.emailMax, `must have at most ${limits.emailMax} characters`))
  .meta({ format: "email", maxLength: limits.emailMax });

/** `limit` of a list: a whole number from 1 to 100, in decimal form. */
export const pageLimit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${limits.pageMax}`)
  .transform(Number)
  .refine((value) => value <= limits.pageMax, `must be a whole number from 1 to ${limits.pageMax}`)
  .default(limits.pageDefault)
  .meta({ type: "integer", minimum: 1, maximum: limits.pageMax, description: `${limits.pageDefault} unless told` });

export const cursor = z
  .string()
  .min(1, "must be a cursor from an earlier answer")
  .max(500, "must be a cursor from an earlier answer")
  .meta({ description: "Where an earlier answer of this list says that it goes on" })
  .optional();
