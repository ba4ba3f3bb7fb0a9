import { z } from "zod";

const time = z.iso.datetime({ precision: 3 });

/** How the mail server was last found, and when; `at` is null before the first time. `problem`: in words for admins; null when it answered. */
export const mailServerSchema = z.strictObject({ configured: z.boolean(), at: time.nullable(), problem: z.string().nullable() });
export type MailServer = z.infer<typeof mailServerSchema>;

/**
 * `POST /api/mail/test`, for admins: a mail to themselves, sent while they wait, 15 s at most. `taken`: the mail server has it; `said` is what it
 * answered. Otherwise `said` is why not, in words for admins. 409 where no mail is sent.
 */
export const testMailSchema = z.strictObject({ to: z.string(), taken: z.boolean(), said: z.string() });
export type TestMail = z.infer<typeof testMailSchema>;
