import type { User } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { type Actor, audit } from "../audit/audit";
import { commit, type Unit } from "../commit";
import { read, sql } from "../db/sql";
import { type Tx, transaction } from "../db/transaction";
import { AppError } from "../errors";
import { log } from "../log";
import { networkOf } from "../network";
import { consume, count, refund, resetLimit } from "../rate-limits";
import { takeRecoveryCode, typedRecoveryCode } from "./recovery-codes";
import { seal, unseal } from "./sealed-secret";
import { matchingStep } from "./totp";
import { enqueueTwoFactorNotice } from "./two-factor-notice";

type RequestOrigin = Actor["request"] & object;

/**
 * Requires a code from a person who has proved their password, if they have two-factor sign-in. Because it comes after the password, a
 * guess at one does not show whether two-factor sign-in is on.
 * @throws AppError unauthenticated without a code, or for a wrong one; too_many after ten wrong ones from one address or thirty in all
 */
export async function requireSecondFactor(user: User, code: string | undefined, request: RequestOrigin): Promise<void> {
  const [isOn] = await read(sql`SELECT 1 FROM two_factor WHERE user_id = ${user.id}::uuid AND confirmed_at IS NOT NULL`);
  if (!isOn) return;
  if (code === undefined) throw refusal(texts.codeRequired, "is required");
  const by = { actorId: user.id, request };
  const right = await countCodeGuess(user.id, request.ip, () => commit((unit) => takeCode(unit, user.id, code, by)));
  if (right) return;
  await count("addressFailure", request.ip);
  await transaction((tx) =>
    audit(tx, { action: "session/refused", actorId: null, targetId: user.id, request, details: { wrong: "two-factor code" } }),
  );
  throw refusal(texts.wrongCode, "is wrong or was already used");
}

const refusal = (text: string, msg: string) =>
  new AppError("unauthenticated", text, { details: [{ msg, param: "code", location: "body" }] });

/**
 * Counts a guess before it is made, so that simultaneous guesses count as well. Takes it off the count when it was right. The right
 * password does not reset this count, because people who guess codes have the password.
 */
export async function countCodeGuess<Right>(userId: string, ip: string, guess: () => Promise<Right | null>): Promise<Right | null> {
  const here = `${userId}|${networkOf(ip)}`;
  await consume("codeGuessFrom", here);
  await consume("codeGuess", userId);
  const right = await guess();
  if (right === null) return null;
  await resetLimit("codeGuessFrom", here);
  await refund("codeGuess", userId, 1);
  return right;
}

type Row = { secret: Uint8Array; last_step: number };

/**
 * Takes an app's code or a recovery code, each of which works once. Locks the person's row, so that guesses on one account run one after
 * the other. Writes an entry of the audit log.
 * @returns null when it is neither; nothing has changed then
 */
export async function takeCode(unit: Unit, userId: string, typed: string, by: Actor): Promise<"code" | "recovery code" | null> {
  const { tx } = unit;
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT secret, last_step FROM two_factor WHERE user_id = ${userId}::uuid AND confirmed_at IS NOT NULL FOR UPDATE`;
  if (!row) return null;
  const digits = typed.replace(/\s/g, "");
  if (/^\d{6}$/.test(digits)) return takeDigits(tx, userId, digits, row, by);
  const code = typedRecoveryCode(typed);
  const left = code === null ? null : await takeRecoveryCode(tx, userId, code);
  if (left === null) return null;
  await audit(tx, { ...by, action: "two_factor/recovery_code_used", targetId: userId, details: { left } });
  await enqueueTwoFactorNotice(unit, userId, "recovery_code_used");
  return "recovery code";
}

async function takeDigits(tx: Tx, userId: string, digits: string, row: Row, by: Actor): Promise<"code" | null> {
  const opened = unseal(userId, row.secret);
  if (!opened) {
    log.warn({ userId }, "a two-factor secret is sealed by none of NEXTAUTH_SECRET: only a recovery code or an admin helps them");
    return null;
  }
  const step = matchingStep(opened.secret, digits, Date.now());
  // Refuses a used code and every earlier one, because someone may have seen it being typed.
  if (step === null || step <= row.last_step) return null;
  await tx.twoFactor.update({
    where: { userId },
    data: { lastStep: step, ...(opened.isOld && { secret: seal(userId, opened.secret) }) },
  });
  await audit(tx, { ...by, action: "two_factor/code_used", targetId: userId });
  return "code";
}
