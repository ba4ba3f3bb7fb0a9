import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { config } from "../config";

const nonceBytes = 12;
const tagBytes = 16;

const keyOf = (secret: string) => new Uint8Array(hkdfSync("sha256", secret, "handraise", "two-factor", 32));

/**
 * What is stored of an authenticator's secret: nonce, ciphertext and tag of AES-256-GCM, under the first of our secrets. It is tied to the
 * person, so that a row copied to another person can't be opened.
 */
export function seal(userId: string, secret: Uint8Array): Uint8Array<ArrayBuffer> {
  const [first] = config().secrets;
  if (first === undefined) throw new Error("no secret to encrypt with");
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keyOf(first), nonce).setAAD(Buffer.from(userId));
  return new Uint8Array(Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]));
}

/**
 * Opens what `seal` made, with any of our secrets. Null when the secret that sealed it is no longer configured. `isOld`: it was not the
 * first one, so the row has to be sealed anew before that secret is removed.
 */
export function unseal(userId: string, sealed: Uint8Array): { secret: Uint8Array; isOld: boolean } | null {
  for (const [place, ours] of config().secrets.entries()) {
    const cipher = createDecipheriv("aes-256-gcm", keyOf(ours), sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(userId));
    cipher.setAuthTag(sealed.subarray(-tagBytes));
    try {
      const secret = Buffer.concat([cipher.update(sealed.subarray(nonceBytes, -tagBytes)), cipher.final()]);
      return { secret: new Uint8Array(secret), isOld: place > 0 };
    } catch {
      // Another of our secrets may have sealed it.
    }
  }
  return null;
}
