import type { LoginBody, User } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { audit, type By, markOf } from "../audit/audit";
import { db, transaction } from "../db/client";
import { AppError } from "../errors";
import { forgive, refuseIfSpent, spend } from "../limits";
import { toUser } from "../users/to-user";
import { verifyPassword } from "./passwords";
import { requireSecondFactor } from "./second-factor";

/** Someone who has proved who they are, and by what: `openSession` looks whether it is still theirs. */
export type Proven = { user: User; passwordHash: string };

/**
 * The person of this e-mail and password, and of this code if they have two-factor sign-in.
 * @throws AppError unauthenticated, the same for a wrong address and a wrong password and after the same work; too_many after ten
 * failures on one account from one address, or many from one address. From elsewhere the right password still works. What is wrong with the
 * code is thrown by `requireSecondFactor`.
 */
export async function checkCredentials({ email, password, code }: LoginBody, facts: By["facts"] & object): Promise<Proven> {
  const { ip } = facts;
  const address = email.trim().toLowerCase();
  const account = `${address}|${ip}`;
  await refuseIfSpent("addressFailure", ip);
  await refuseIfSpent("loginFailure", account);
  // What PostgreSQL cannot hold is nobody's address.
  const row = address.includes("\0") || !address.isWellFormed() ? null : await db().user.findUnique({ where: { email: address } });
  const passwordHash = row?.passwordHash ?? null;
  const right = await verifyPassword(passwordHash, password);
  if (!row || passwordHash === null || !right || row.deletedAt) {
    await spend("addressFailure", ip);
    await spend("loginFailure", account);
    // Known or not, the same work.
    await transaction((tx) =>
      audit(tx, {
        action: "session/refused",
        actorId: null,
        targetId: row?.id ?? null,
        facts,
        details: row ? {} : { typed: markOf(email) },
      }),
    );
    throw new AppError("unauthenticated", texts.invalidCredentials);
  }
  // Guesses sent side by side were all let in above; the eleventh learns nothing even if it was right.
  await refuseIfSpent("loginFailure", account);
  await forgive("loginFailure", account);
  const user = toUser(row);
  await requireSecondFactor(user, code, facts);
  return { user, passwordHash };
}
