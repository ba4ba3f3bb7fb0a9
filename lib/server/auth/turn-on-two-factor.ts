import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import type {
  BeginTwoFactorBody,
  ConfirmTwoFactorBody,
  ProvenTwoFactorBody,
  RecoveryCodes,
  TwoFactorSetUp,
} from "#lib/contract/two-factor.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { sql, write } from "../db/sql";
import { AppError, invalidField } from "../errors";
import type { RequestContext } from "../http/request-context";
import { requirePassword } from "./change-password";
import { newRecoveryCodes } from "./recovery-codes";
import { seal, unseal } from "./sealed-secret";
import { countCodeGuess, takeCode } from "./second-factor";
import { matchingStep, newSecret, totpSetUp } from "./totp";
import { enqueueTwoFactorNotice } from "./two-factor-notice";

type Input<Body> = { caller: Caller; body: Body; request: RequestContext };

/**
 * `POST /api/users/me/two-factor`: makes a secret for the app, shown only once. Sign-in asks for no code before `confirmTwoFactor`.
 * Beginning again replaces the secret.
 * @throws AppError invalid_input for a wrong password; conflict when it is on already
 */
export async function beginTwoFactor({ caller, body }: Input<BeginTwoFactorBody>): Promise<TwoFactorSetUp> {
  const { id, email } = caller.user;
  await requirePassword(id, body.password, "password");
  const secret = newSecret();
  const kept = await write(sql`
    INSERT INTO two_factor (user_id, secret)
    SELECT id, ${Buffer.from(seal(id, secret))}::bytea FROM users WHERE id = ${id}::uuid AND deleted_at IS NULL FOR SHARE
    ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, last_step = 0, created_at = now()
    WHERE two_factor.confirmed_at IS NULL
    RETURNING 1`);
  if (kept.length === 0) throw new AppError("conflict", texts.twoFactorIsOn);
  return totpSetUp(secret, email);
}

/**
 * `PUT /api/users/me/two-factor`: a code proves that the app has the secret. From then on signing in takes a code. Open sessions stay.
 * @returns the recovery codes, shown only once
 * @throws AppError invalid_input for a wrong code; conflict when nothing is being set up; too_many
 */
export async function confirmTwoFactor({ caller, body, request }: Input<ConfirmTwoFactorBody>): Promise<RecoveryCodes> {
  const userId = caller.user.id;
  const codes = await countCodeGuess(userId, request.ip, () =>
    commit(async (unit) => {
      const { tx } = unit;
      const [row] = await tx.$queryRaw<{ secret: Uint8Array }[]>`
        SELECT secret FROM two_factor WHERE user_id = ${userId}::uuid AND confirmed_at IS NULL
          AND created_at > now() - make_interval(secs => ${limits.twoFactorSetUpTtl / 1000}) FOR UPDATE`;
      const secret = row && unseal(userId, row.secret)?.secret;
      if (!secret) throw new AppError("conflict", texts.noSetUp);
      const lastStep = matchingStep(secret, body.code.replace(/\s/g, ""), Date.now());
      if (lastStep === null) return null;
      await tx.twoFactor.update({ where: { userId }, data: { lastStep, confirmedAt: new Date() } });
      await audit(tx, { action: "two_factor/on", actorId: userId, targetId: userId, request });
      await enqueueTwoFactorNotice(unit, userId, "on");
      return newRecoveryCodes(tx, userId);
    }),
  );
  if (!codes) throw invalidField("code", "is not what your app shows now");
  return { recovery_codes: codes };
}

/**
 * `POST /api/users/me/two-factor/recovery-codes`: makes ten new codes. Earlier ones stop working.
 * @throws AppError invalid_input that names the field; too_many
 */
export async function renewRecoveryCodes({ caller, body, request }: Input<ProvenTwoFactorBody>): Promise<RecoveryCodes> {
  const userId = caller.user.id;
  await requirePassword(userId, body.password, "password");
  const by = { actorId: userId, request };
  const codes = await countCodeGuess(userId, request.ip, () =>
    commit(async (unit) => {
      if (!(await takeCode(unit, userId, body.code, by))) return null;
      await audit(unit.tx, { ...by, action: "two_factor/recovery_codes_made", targetId: userId });
      return newRecoveryCodes(unit.tx, userId);
    }),
  );
  if (!codes) throw wrongCode();
  return { recovery_codes: codes };
}

/** The error for a wrong code of a person who is signed in. Not a 401, which would sign them out. */
export const wrongCode = () => invalidField("code", "is wrong or was already used. Try the next one");
