import { z } from "zod";
import { limits } from "./limits";

/** Code points of a text, the unit in which the contract counts lengths. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; both are refused rather than changed. */
const storable = (text: string) => !text.includes("\0") && text.isWellFormed();
const notStorable = "contains characters that cannot be stored (NUL or half of a surrogate pair)";

function sized(schema: z.ZodType<string, string>, min: number, max: number) {
  return schema.superRefine((text, context) => {
    const length = codePoints(text);
    if (!storable(text)) context.addIssue({ code: "custom", message: notStorable });
    else if (length === 0 && min > 0) context.addIssue({ code: "custom", message: "must not be empty" });
    else if (length < min) context.addIssue({ code: "custom", message: `must have at least ${min} characters` });
    else if (length > max) context.addIssue({ code: "custom", message: `must have at most ${max} characters` });
  });
}

/** Prose: trimmed, then counted in code points. White space alone is empty. */
export const text = (min: number, max: number) =>
  sized(z.string().transform((value) => value.trim()) as z.ZodType<string, string>, min, max);

/** Code: the indentation of its first line is part of it, so only empty lines before and white space after go. */
export const code = (max: number) =>
  sized(z.string().transform((value) => value.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd()) as z.ZodType<string, string>, 0, max);

/** Passwords are taken as they are: never trimmed. */
export const password = (min: number, max: number) => sized(z.string(), min, max);

/** Any UUID in canonical form, whatever its version; lower-cased as PostgreSQL prints it. */
export const id = z.guid("must be a UUID").transform((value) => value.toLowerCase());

export const email = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.email("must be an e-mail address").max(limits.emailMax, `must have at most ${limits.emailMax} characters`));

/** `limit` of a list: a whole number from 1 to 100 in its decimal form. */
export const pageLimit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${limits.pageMax}`)
  .transform(Number)
  .refine((value) => value <= limits.pageMax, `must be a whole number from 1 to ${limits.pageMax}`)
  .default(limits.pageDefault);

export const cursor = z
  .string()
  .min(1, "must be a cursor from an earlier answer")
  .max(500, "must be a cursor from an earlier answer")
  .optional();
