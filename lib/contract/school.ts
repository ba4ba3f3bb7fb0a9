import { z } from "zod";
import { email, line } from "./fields";
import { limits } from "./limits";

/** The logo's own address, which changes with the picture, and its size in pixels. */
const logoSchema = z.strictObject({ path: z.string(), width: z.number().int(), height: z.number().int() });

/**
 * How the school presents itself, as everybody may read it; null for what is not set. `contact` is an address of email, or of a page;
 * `imprint` and `privacy` are addresses of pages.
 */
export const schoolSchema = z
  .strictObject({
    name: z.string().nullable(),
    contact: z.string().nullable(),
    imprint: z.string().nullable(),
    privacy: z.string().nullable(),
    logo: logoSchema.nullable(),
  })
  .meta({ id: "School" });
export type School = z.infer<typeof schoolSchema>;

const tooLong = `must have at most ${limits.urlMax} characters`;

/** The address of a page as a browser writes it; null for what is none, or names a user. */
function pageOf(text: string): string | null {
  if (!/^https?:\/\//i.test(text)) return null;
  const url = URL.parse(text);
  return url && url.username === "" && url.password === "" ? url.href : null;
}

const notPage = "must be an http:// or https:// address";
const page = z
  .string()
  .max(limits.urlMax, tooLong)
  .transform((text, context) => {
    const href = pageOf(text.trim());
    if (href !== null && href.length <= limits.urlMax) return href;
    context.addIssue({ code: "custom", message: href === null ? notPage : tooLong });
    return z.NEVER;
  })
  .meta({ format: "uri", maxLength: limits.urlMax });

const contact = z
  .string()
  .max(limits.urlMax, tooLong)
  .transform((text, context) => {
    const trimmed = text.trim().replace(/^mailto:/i, "");
    const found = email.safeParse(trimmed).data ?? page.safeParse(trimmed).data;
    if (found !== undefined) return found;
    context.addIssue({ code: "custom", message: "must be an email address, or an http:// or https:// address" });
    return z.NEVER;
  })
  .meta({ maxLength: limits.urlMax });

/** `PATCH /api/school`: what is left out stays, null takes it away. */
export const schoolBody = z
  .strictObject({
    name: line(1, limits.schoolNameMax).nullable().optional(),
    contact: contact.nullable().optional(),
    imprint: page.nullable().optional(),
    privacy: page.nullable().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must hold something to change");
export type SchoolBody = z.infer<typeof schoolBody>;

/** `PUT /api/school/logo`: a PNG, JPEG or WebP of at most 256 KiB. */
export const logoBody = z.strictObject({ image_base64: z.base64("must be base64").min(1, "must not be empty") });
export type LogoBody = z.infer<typeof logoBody>;

export const logoParams = z.object({ hash: z.string().regex(/^[0-9a-f]{32}$/) });
export type LogoParams = z.infer<typeof logoParams>;
