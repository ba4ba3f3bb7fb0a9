import type { Ended } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import type { ProvenTwoFactorBody } from "#lib/contract/two-factor.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { config } from "../config";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import { usersChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { lockAdminsFor } from "../people/admins";
import { lockUser } from "../people/require-user";
import type { ActOnUser } from "./act-on-user";
import { requirePassword } from "./change-password";
import { countCodeGuess, takeCode } from "./second-factor";
import { endSessions } from "./sessions";
import { wrongCode } from "./turn-on-two-factor";
import { enqueueTwoFactorNotice } from "./two-factor-notice";

/**
 * `DELETE /api/users/me/two-factor`: by password and code, or recovery code.
 * @throws AppError invalid_input that names the field; conflict for an admin who must have it; too_many
 */
export async function turnOffTwoFactor({
  caller,
  body,
  request,
}: {
  caller: Caller;
  body: ProvenTwoFactorBody;
  request: RequestContext;
}): Promise<null> {
  const { id: userId, role } = caller.user;
  if (role === "admin" && config().adminTwoFactor === "required") throw new AppError("conflict", texts.twoFactorStays);
  await requirePassword(userId, body.password, "password");
  const by = { actorId: userId, request };
  const right = await countCodeGuess(userId, request.ip, () =>
    commit(async (unit) => {
      const { tx } = unit;
      const taken = await takeCode(unit, userId, body.code, by);
      if (taken === null) return null;
      await tx.twoFactor.delete({ where: { userId } });
      await audit(tx, { ...by, action: "two_factor/off", targetId: userId, details: { proven_by: taken } });
      await enqueueTwoFactorNotice(unit, userId, "off");
      return taken;
    }),
  );
  if (!right) throw wrongCode();
  return null;
}

/**
 * `DELETE /api/users/:id/two-factor`: for admins, to help a person who lost both app and recovery codes. Ends all sessions of that person.
 * Never for the admin's own account, which needs proof.
 * @throws AppError forbidden for the own account; not_found; conflict when it is not on
 */
export async function turnOffTwoFactorOf({ caller, params, request }: ActOnUser): Promise<Ended> {
  if (params.id === caller.user.id) throw new AppError("forbidden", texts.ownTwoFactor);
  return commit(async (unit) => {
    const { tx } = unit;
    const admins = await lockAdminsFor(tx, caller.user.id);
    const user = await lockUser(tx, params.id);
    const off = await tx.twoFactor.deleteMany({ where: { userId: user.id, confirmedAt: { not: null } } });
    if (off.count === 0) throw new AppError("conflict", texts.twoFactorIsOff);
    const ended = await endSessions(unit, sql`s.user_id = ${user.id}::uuid`);
    const act = { action: "two_factor/off", actorId: caller.user.id, targetId: user.id, request } as const;
    await audit(tx, { ...act, details: { sessions: ended } });
    await enqueueTwoFactorNotice(unit, user.id, "off");
    unit.emit(...usersChanged(admins));
    return { ended };
  });
}
