import { createHash, randomInt } from "node:crypto";
import { limits } from "#lib/contract/limits.ts";
import type { Tx } from "../db/transaction";

/** Digits and letters without those that look alike (0 and o, 1, i and l): 31, so that a code has 79 bits. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
const codeLength = 16;

const newCode = () => Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join("");

/** In groups of four, as people copy them. */
const shown = (code: string) => code.replace(/.{4}(?=.)/g, "$&-");

/** A typed recovery code in the form that is hashed; null for what cannot be one. */
export function typedRecoveryCode(typed: string): string | null {
  const code = typed.toLowerCase().replace(/[\s-]/g, "");
  return code.length === codeLength && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
}

/**
 * What is stored of a code. A fast hash is enough, because nobody guesses 79 random bits. None of our keys is in it, so that the codes
 * still work when a secret is lost.
 */
const hashOf = (userId: string, code: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(`recovery:${userId}:${code}`).digest());

/** Makes ten new codes, to be shown only once. Earlier ones stop working. The caller has locked the person's row of `two_factor`. */
export async function newRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: limits.recoveryCodes }, newCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, hash: hashOf(userId, code) })) });
  return codes.map(shown);
}

/** Uses a code up. @returns how many are left; null when the code is not one of theirs (any more) */
export async function takeRecoveryCode(tx: Tx, userId: string, code: string): Promise<number | null> {
  const { count } = await tx.recoveryCode.deleteMany({ where: { userId, hash: hashOf(userId, code) } });
  if (count === 0) return null;
  const [row] = await tx.$queryRaw<{ left: number }[]>`
    SELECT count(*)::int AS left FROM recovery_codes WHERE user_id = ${userId}::uuid`;
  return row?.left ?? 0;
}
