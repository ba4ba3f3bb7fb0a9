import { createHash, randomInt } from "node:crypto";
import { limits } from "#lib/contract/limits";
import type { Tx } from "../db/client";

/** Digits and letters without those that are taken for one another (0 and o, 1, i and l): 31, so that a code has 79 bits. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
const length = 16;

const newCode = () => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");

/** In fours, as people copy them. */
const shown = (code: string) => code.replace(/.{4}(?=.)/g, "$&-");

/** What somebody typed as a recovery code, in the form it is hashed in; null for what cannot be one. */
export function typedRecoveryCode(typed: string): string | null {
  const code = typed.toLowerCase().replace(/[\s-]/g, "");
  return code.length === length && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
}

/**
 * What is stored of a code. It has 79 random bits, so nobody finds it by trying, however fast the hash: a slow one, as for passwords, would
 * protect nothing. No key of ours is in it, so that the codes outlive our secrets.
 */
const hashOf = (userId: string, code: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(`recovery:${userId}:${code}`).digest());

/** Ten new codes, to be shown this once; those before are good no more. The person's row of `two_factor` is locked. */
export async function newRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: limits.recoveryCodes }, newCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, hash: hashOf(userId, code) })) });
  return codes.map(shown);
}

/** Uses a code up. @returns how many are left; null when it is none of theirs (any more) */
export async function takeRecoveryCode(tx: Tx, userId: string, code: string): Promise<number | null> {
  const { count } = await tx.recoveryCode.deleteMany({ where: { userId, hash: hashOf(userId, code) } });
  return count === 0 ? null : tx.recoveryCode.count({ where: { userId } });
}
