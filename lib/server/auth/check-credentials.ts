import type { LoginBody, User } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { type Actor, audit, pseudonymOf } from "../audit/audit";
import { read, sql } from "../db/sql";
import { transaction } from "../db/transaction";
import { AppError } from "../errors";
import { networkOf } from "../network";
import { toUser } from "../people/to-user";
import { assertAvailable, attempt, count, refund } from "../rate-limits";
import { inTurn, slowDown } from "./passwords";
import { requireSecondFactor } from "./second-factor";

/** A person who has proved who they are, and the hash that matched. `openSession` checks that it is still theirs. */
export type Proven = { user: User; passwordHash: string };

/**
 * The person of this email and password, and of this code if they have two-factor sign-in. The right password still works from elsewhere
 * when one address is refused.
 * @throws AppError unauthenticated, the same and after the same work for a wrong address and a wrong password; too_many after ten failures
 * on one account from one address, after many from one address, or after many on one account from addresses that it was never signed in
 * from; unavailable when too many others sign in; for a wrong code what `requireSecondFactor` throws
 */
export async function checkCredentials({ email, password, code }: LoginBody, request: Actor["request"] & object): Promise<Proven> {
  const { ip } = request;
  const address = email.trim().toLowerCase();
  const here = `${address}|${networkOf(ip)}`;
  // Checked before the line, so that no attempt waits in it only to be refused.
  await assertAvailable("addressFailure", ip);
  await assertAvailable("loginFailure", here);
  let row: Row | undefined;
  const proven = await inTurn({ address: ip, account: address }, async (verify) => {
    await assertAvailable("addressFailure", ip);
    return attempt("loginFailure", here, async (tries) => {
      row = await find(address, ip);
      if (!row?.wasHere) await assertAvailable("accountFailure", address);
      const right = await verify(row?.passwordHash ?? null, password);
      if (right && row?.passwordHash) {
        // Earlier failures on this account were typing errors.
        await refund("addressFailure", ip, tries - 1);
        return { user: toUser(row), passwordHash: row.passwordHash };
      }
      const failures = await count("addressFailure", ip);
      if (!row?.wasHere) await count("accountFailure", address);
      slowDown(ip, failures.count);
      return null;
    });
  });
  if (proven) {
    await requireSecondFactor(proven.user, code, request);
    return proven;
  }
  // Does the same work for a known and an unknown address.
  await transaction((tx) =>
    audit(tx, {
      action: "session/refused",
      actorId: null,
      targetId: row?.id ?? null,
      request,
      details: row ? {} : { typed: pseudonymOf(email) },
    }),
  );
  throw new AppError("unauthenticated", texts.invalidCredentials);
}

type Row = {
  id: string;
  email: string;
  role: string;
  firstName: string;
  lastName: string;
  createdAt: Date;
  passwordHash: string | null;
  /** Whether they were signed in from this address, or its IPv6 network, within 90 days. */
  wasHere: boolean;
};

async function find(address: string, ip: string): Promise<Row | undefined> {
  // PostgreSQL refuses such a text, so nobody has this address.
  if (address.includes("\0") || !address.isWellFormed()) return undefined;
  const [row] = await read<Row>(sql`
    SELECT u.id, u.email, u.role, u.first_name AS "firstName", u.last_name AS "lastName", u.created_at AS "createdAt",
       u.password_hash AS "passwordHash",
      EXISTS (
        SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.network = ${networkOf(ip)} AND s.last_seen_at > now() - interval '90 days'
      ) AS "wasHere"
    FROM users u WHERE u.email = ${address} AND u.deleted_at IS NULL`);
  return row;
}
