import { z } from "zod";

const password = z.string().min(1, "must not be empty").max(4096);

/** A code of the authenticator app (six digits), or one of the recovery codes; spaces and hyphens do not matter. */
export const secondFactorCode = z.string().trim().min(1, "must not be empty").max(100, "must have at most 100 characters");

/** One's own two-factor sign-in. `required`: as an admin one may not do without it on this installation. */
export const twoFactorSchema = z.strictObject({
  on: z.boolean(),
  since: z.iso.datetime({ precision: 3 }).nullable(),
  recovery_codes_left: z.number().int(),
  required: z.boolean(),
});
export type TwoFactor = z.infer<typeof twoFactorSchema>;

/** `POST /api/users/me/two-factor`: begins to turn it on. Nothing changes before a code has proved that the app has the secret. */
export const beginTwoFactorBody = z.strictObject({ password });
export type BeginTwoFactorBody = z.infer<typeof beginTwoFactorBody>;

/** What the authenticator app is given, shown this once: the secret in base32, the same as an `otpauth:` address, and that as a picture. */
export const twoFactorSetUpSchema = z.strictObject({ secret: z.string(), uri: z.string(), qr_svg: z.string() });
export type TwoFactorSetUp = z.infer<typeof twoFactorSetUpSchema>;

/** `PUT /api/users/me/two-factor`: turns it on. */
export const confirmTwoFactorBody = z.strictObject({ code: secondFactorCode });
export type ConfirmTwoFactorBody = z.infer<typeof confirmTwoFactorBody>;

/** `DELETE /api/users/me/two-factor` and `POST …/recovery-codes`: both factors once more. */
export const provenTwoFactorBody = z.strictObject({ password, code: secondFactorCode });
export type ProvenTwoFactorBody = z.infer<typeof provenTwoFactorBody>;

/** Shown this once; each signs in once, in place of a code of the app. */
export const recoveryCodesSchema = z.strictObject({ recovery_codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;
