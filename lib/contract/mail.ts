import { z } from "zod";

const time = z.iso.datetime({ precision: 3 });

/**
 * The last known state of the mail server, and its time; `at` is null before the first try. `problem`: in words for admins; null when it
 * answered.
 */
export const mailServerSchema = z.strictObject({ configured: z.boolean(), at: time.nullable(), problem: z.string().nullable() });
export type MailServer = z.infer<typeof mailServerSchema>;

/**
 * `POST /api/mail/test`, for admins: sends an email to the caller, who waits up to 15 s. `taken`: the mail server accepted it, and `said`
 * is its answer. Otherwise `said` is the reason, in words for admins. 409 where no email is sent.
 */
export const testMailSchema = z.strictObject({ to: z.string(), taken: z.boolean(), said: z.string() });
export type TestMail = z.infer<typeof testMailSchema>;
