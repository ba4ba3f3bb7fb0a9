import type { LoginBody, User } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { audit, type By, markOf } from "../audit/audit";
import { db, query, transaction } from "../db/client";
import { AppError } from "../errors";
import { attempt, count, giveBack, refuseIfSpent } from "../limits";
import { networkOf } from "../network";
import { toUser } from "../users/to-user";
import { inTurn, slowDown } from "./passwords";

/** Someone who has proved who they are, and by what: `openSession` looks whether it is still theirs. */
export type Proven = { user: User; passwordHash: string };

/**
 * The person of this e-mail and password.
 * @throws AppError unauthenticated, the same for a wrong address and a wrong password and after the same work; too_many after ten
 * failures on one account from one address, many from one address, or many on one account from addresses that it was never signed in from.
 * From elsewhere the right password still works. unavailable when too many others sign in
 */
export async function checkCredentials({ email, password }: LoginBody, facts: By["facts"] & object): Promise<Proven> {
  const { ip } = facts;
  const address = email.trim().toLowerCase();
  const here = `${address}|${networkOf(ip)}`;
  // Before the line, so that what is refused anyway does not stand in it.
  await refuseIfSpent("addressFailure", ip);
  await refuseIfSpent("loginFailure", here);
  let row: Row = null;
  const proven = await inTurn({ address: ip, account: address }, async (verify) => {
    await refuseIfSpent("addressFailure", ip);
    return attempt("loginFailure", here, async (tries) => {
      row = await find(address);
      const isKnown = await wasHere(row?.id ?? null, ip);
      if (!isKnown) await refuseIfSpent("accountFailure", address);
      const right = await verify(row?.passwordHash ?? null, password);
      if (right && row?.passwordHash && !row.deletedAt) {
        // Who got it right in the end only mistyped.
        await giveBack("addressFailure", ip, tries - 1);
        return { user: toUser(row), passwordHash: row.passwordHash };
      }
      await count("addressFailure", ip);
      if (!isKnown) await count("accountFailure", address);
      slowDown(ip);
      return null;
    });
  });
  if (proven) return proven;
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

type Row = Awaited<ReturnType<typeof find>>;
/** What PostgreSQL cannot hold is nobody's address. */
const find = async (address: string) =>
  address.includes("\0") || !address.isWellFormed() ? null : db().user.findUnique({ where: { email: address } });

const nobody = "00000000-0000-0000-0000-000000000000";

/** Whether someone was signed in from this address, or its IPv6 network, within three months. For nobody it is the same work. */
async function wasHere(userId: string | null, ip: string): Promise<boolean> {
  const rows = await query(
    "SELECT 1 FROM sessions WHERE user_id = $1 AND network = $2 AND last_seen_at > now() - interval '90 days' LIMIT 1",
    [userId ?? nobody, networkOf(ip)],
  );
  return rows.length > 0;
}
