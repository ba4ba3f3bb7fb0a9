import { Secret, TOTP } from "otpauth";
import { renderSVG } from "uqr";
import type { TwoFactorSetUp } from "#lib/contract/two-factor.ts";
import { config } from "../config";

/** The form of code that every authenticator app reads (RFC 6238): SHA-1, six digits, 30 s. */
const totpParameters = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** How many steps before and after the present one are accepted, because clocks differ and typing takes a while. */
const driftSteps = 1;
/** 160 bits, as RFC 4226 asks for. */
const secretBytes = 20;

const secretOf = (bytes: Uint8Array) => new Secret({ buffer: new Uint8Array(bytes).buffer });

export const newSecret = (): Uint8Array => new Secret({ size: secretBytes }).bytes;

/** The set-up for the app, under the name of this installation and of the account. */
export function totpSetUp(secret: Uint8Array, email: string): TwoFactorSetUp {
  const { hostname } = new URL(config().publicUrl);
  const issuer = hostname === "localhost" ? "Handraise" : `Handraise (${hostname})`;
  const totp = new TOTP({ ...totpParameters, issuer, label: email, secret: secretOf(secret) });
  const uri = totp.toString();
  return { secret: totp.secret.base32, uri, qr_svg: renderSVG(uri, { ecc: "M", border: 2 }) };
}

/**
 * The time step whose code is `digits`: the one at `at` (ms since 1970) or one beside it. Null for a wrong code. Takes equally long for
 * every wrong code.
 */
export function matchingStep(secret: Uint8Array, digits: string, at: number): number | null {
  const delta = new TOTP({ ...totpParameters, secret: secretOf(secret) }).validate({ token: digits, timestamp: at, window: driftSteps });
  return delta === null ? null : Math.floor(at / (totpParameters.period * 1000)) + delta;
}
