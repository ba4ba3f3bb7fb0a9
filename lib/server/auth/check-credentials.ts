import type { LoginBody, User } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { type Actor, audit, pseudonymOf } from "../audit/audit";
import { query, transaction } from "../db/client";
import { AppError } from "../errors";
import { networkOf } from "../network";
import { toUser } from "../people/to-user";
import { assertAvailable, attempt, count, giveBack } from "../rate-limits";
import { inTurn, slowDown } from "./passwords";
import { requireSecondFactor } from "./second-factor";

/** Someone who has proved who they are, and by what: `openSession` looks whether it is still theirs. */
export type Proven = { user: User; passwordHash: string };

/**
 * The person of this e-mail and password, and of this code if they have two-factor sign-in.
 * @throws AppError unauthenticated, the same for a wrong address and a wrong password and after the same work; too_many after ten
 * failures on one account from one address, many from one address, or many on one account from addresses that it was never signed in from.
 * From elsewhere the right password still works. unavailable when too many others sign in. What is
 * wrong with the code is thrown by `requireSecondFactor`.
 */
export async function checkCredentials({ email, password, code }: LoginBody, facts: Actor["facts"] & object): Promise<Proven> {
  const { ip } = facts;
  const address = email.trim().toLowerCase();
  const here = `${address}|${networkOf(ip)}`;
  // Before the line, so that what is refused anyway does not stand in it.
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
        // Who got it right in the end only mistyped.
        await giveBack("addressFailure", ip, tries - 1);
        return { user: toUser(row), passwordHash: row.passwordHash };
      }
      const failures = await count("addressFailure", ip);
      if (!row?.wasHere) await count("accountFailure", address);
      slowDown(ip, failures.count);
      return null;
    });
  });
  if (proven) {
    await requireSecondFactor(proven.user, code, facts);
    return proven;
  }
  // Known or not, the same work.
  await transaction((tx) =>
    audit(tx, {
      action: "session/refused",
      actorId: null,
      targetId: row?.id ?? null,
      facts,
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
  /** They were signed in from this address, or its IPv6 network, within three months. */
  wasHere: boolean;
};

async function find(address: string, ip: string): Promise<Row | undefined> {
  // What PostgreSQL cannot hold is nobody's address.
  if (address.includes("\0") || !address.isWellFormed()) return undefined;
  const [row] = await query<Row>(
    `SELECT u.id, u.email, u.role, u.first_name AS "firstName", u.last_name AS "lastName", u.created_at AS "createdAt",
       u.password_hash AS "passwordHash",
       EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.network = $2 AND s.last_seen_at > now() - interval '90 days') AS "wasHere"
     FROM users u WHERE u.email = $1 AND u.deleted_at IS NULL`,
    [address, networkOf(ip)],
  );
  return row;
}
