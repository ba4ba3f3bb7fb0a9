import { z } from "zod";
import { email, id, line, password } from "./fields";
import { limits } from "./limits";
import { roles } from "./names";
import { secondFactorCode } from "./two-factor";

export const roleSchema = z.enum(roles, {
  error: ({ input }) => (input === undefined ? "is required" : "must be student, lecturer or admin"),
});
export type Role = (typeof roles)[number];

export const userSchema = z
  .strictObject({
    id: z.guid(),
    email: z.string(),
    role: roleSchema,
    first_name: z.string(),
    last_name: z.string(),
    created_at: z.iso.datetime({ precision: 3 }),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof userSchema>;

export const tokensSchema = z
  .strictObject({
    access_token: z.string().meta({ description: "A JWT" }),
    refresh_token: z.string().meta({ description: "Good once: POST /api/auth/refresh answers with the next one" }),
    token_type: z.literal("Bearer"),
    expires_in: z.number().int().positive().meta({ description: "Seconds that the access token lives" }),
  })
  .meta({ id: "Tokens" });
export type Tokens = z.infer<typeof tokensSchema>;

export const registerBody = z.strictObject({
  email,
  password: password(limits.passwordMin, limits.passwordMax),
  first_name: line(1, limits.nameMax),
  last_name: line(1, limits.nameMax),
});
export type RegisterBody = z.infer<typeof registerBody>;

/** Login accepts any text, because the answer must not show whether it is a possible address or password. */
export const loginBody = z.strictObject({
  email: z.string().min(1, "must not be empty").max(1000),
  password: z.string().min(1, "must not be empty").max(4096),
  /** For people with two-factor sign-in. Without it they get 401 `Two-factor code required`. */
  code: secondFactorCode.optional(),
});
export type LoginBody = z.infer<typeof loginBody>;

export const refreshBody = z.strictObject({ refresh_token: z.string().min(1, "must not be empty").max(1000) });
export type RefreshBody = z.infer<typeof refreshBody>;

export const logoutBody = z.strictObject({ refresh_token: z.string().min(1).max(1000).optional() });
export type LogoutBody = z.infer<typeof logoutBody>;

export const signedInSchema = z.strictObject({ user: userSchema, tokens: tokensSchema });
export type SignedIn = z.infer<typeof signedInSchema>;
export const refreshedSchema = z.strictObject({ tokens: tokensSchema });
export type Refreshed = z.infer<typeof refreshedSchema>;
export const meSchema = z.strictObject({ user: userSchema, tokens: tokensSchema.pick({ access_token: true, expires_in: true }) });
export type Me = z.infer<typeof meSchema>;

/** A session of a person. `current` marks the caller's. */
export const sessionSchema = z
  .strictObject({
    id: z.guid(),
    current: z.boolean(),
    created_at: z.iso.datetime({ precision: 3 }),
    last_seen_at: z.iso.datetime({ precision: 3 }),
    expires_at: z.iso.datetime({ precision: 3 }),
    user_agent: z.string().nullable(),
    ip: z.string().nullable(),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof sessionSchema>;
/** The number of sessions that an act has ended. */
export const endedSchema = z.strictObject({ ended: z.number().int() });
export type Ended = z.infer<typeof endedSchema>;

export const sessionParams = z.object({ id });
export type SessionParams = z.infer<typeof sessionParams>;

export const profileBody = z
  .strictObject({ first_name: line(1, limits.nameMax).optional(), last_name: line(1, limits.nameMax).optional() })
  .refine((body) => body.first_name !== undefined || body.last_name !== undefined, "must name something to change");
export type ProfileBody = z.infer<typeof profileBody>;

export const changePasswordBody = z.strictObject({
  current_password: z.string().min(1, "must not be empty").max(4096),
  new_password: password(limits.passwordMin, limits.passwordMax),
});
export type ChangePasswordBody = z.infer<typeof changePasswordBody>;

/** Whether an email is queued. `late` is present when the mail server was down at the last try, so that it may take a while. */
const mailingFields = { mailed: z.boolean(), late: z.literal(true).optional() };
export type Mailing = z.infer<z.ZodObject<typeof mailingFields>>;

export const forgotPasswordBody = z.strictObject({ email });
export type ForgotPasswordBody = z.infer<typeof forgotPasswordBody>;
/** The same for every address. `mailed` says whether this installation sends email at all; where it does not, an admin makes the link. */
export const forgotPasswordSchema = z.strictObject(mailingFields);
export type ForgotPasswordAnswer = z.infer<typeof forgotPasswordSchema>;

const linkToken = z.string().min(1, "must not be empty").max(200);

/**
 * What a link is for, before it is used: 404 when it is no longer good. `first_name` is empty if a person typed it at the sign-up without
 * confirming their address.
 */
export const linkBody = z.strictObject({ token: linkToken });
export type LinkBody = z.infer<typeof linkBody>;
export const linkKinds = ["invitation", "password", "confirmation"] as const;
export type LinkKind = (typeof linkKinds)[number];
export const linkAnswerSchema = z.strictObject({ kind: z.enum(linkKinds), email: z.string(), first_name: z.string() });
export type LinkAnswer = z.infer<typeof linkAnswerSchema>;

/** `POST /api/auth/email-confirmation`: the caller's address is theirs. `enrolled` counts the courses whose lists waited for it. */
export const emailConfirmationSchema = z.strictObject({ enrolled: z.number().int() });
export type EmailConfirmation = z.infer<typeof emailConfirmationSchema>;
/** `POST /api/auth/email-confirmation/mail`. Where no email is sent, an admin confirms the address. */
export const confirmationMailSchema = z.strictObject(mailingFields);
export type ConfirmationMailAnswer = z.infer<typeof confirmationMailSchema>;

/** Answers `{ user }`. All sessions of the person end and none begins, so the page signs in with the new password. */
export const resetPasswordBody = z.strictObject({ token: linkToken, password: password(limits.passwordMin, limits.passwordMax) });
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;
export const resetPasswordSchema = z.strictObject({ user: userSchema });
export type ResetPasswordAnswer = z.infer<typeof resetPasswordSchema>;
