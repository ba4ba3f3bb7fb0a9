import { z } from "zod";

const password = z.string().min(1, "must not be empty").max(4096);

/** A code of the authenticator app (six digits), or one of the recovery codes; spaces and hyphens do not matter. */
export const secondFactorCode = z.string().trim().min(1, "must not be empty").max(100, "must have at most 100 characters");

/** The caller's own two-factor sign-in. `required`: on this installation an admin must have it. */
export const twoFactorSchema = z.strictObject({
  on: z.boolean(),
  since: z.iso.datetime({ precision: 3 }).nullable(),
  recovery_codes_left: z.number().int(),
  required: z.boolean(),
});
export type TwoFactor = z.infer<typeof twoFactorSchema>;

/** `POST /api/users/me/two-factor`: begins to turn it on. Nothing changes until a code has proved that the app has the secret. */
export const beginTwoFactorBody = z.strictObject({ password });
export type BeginTwoFactorBody = z.infer<typeof beginTwoFactorBody>;

/** The set-up for the authenticator app, shown only once: the secret in base32, as an `otpauth:` address, and that address as a picture. */
export const twoFactorSetUpSchema = z.strictObject({ secret: z.string(), uri: z.string(), qr_svg: z.string() });
export type TwoFactorSetUp = z.infer<typeof twoFactorSetUpSchema>;

/** `PUT /api/users/me/two-factor`: turns it on. */
export const confirmTwoFactorBody = z.strictObject({ code: secondFactorCode });
export type ConfirmTwoFactorBody = z.infer<typeof confirmTwoFactorBody>;

/** `DELETE /api/users/me/two-factor` and `POST …/recovery-codes`: both factors once more. */
export const provenTwoFactorBody = z.strictObject({ password, code: secondFactorCode });
export type ProvenTwoFactorBody = z.infer<typeof provenTwoFactorBody>;

/** Shown only once. Each code signs in once, in place of one of the app. */
export const recoveryCodesSchema = z.strictObject({ recovery_codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;
