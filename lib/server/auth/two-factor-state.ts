import type { TwoFactor } from "#lib/contract/two-factor.ts";
import type { Caller } from "../caller";
import { config } from "../config";
import { read, sql } from "../db/sql";

type Row = { confirmed_at: Date; left: number };

/** Whether a person has two-factor sign-in, since when, and how many recovery codes are left. */
export async function twoFactorOf(userId: string): Promise<Omit<TwoFactor, "required">> {
  const [row] = await read<Row>(sql`
    SELECT f.confirmed_at, (SELECT count(*)::int FROM recovery_codes r WHERE r.user_id = f.user_id) AS left
    FROM two_factor f WHERE f.user_id = ${userId}::uuid AND f.confirmed_at IS NOT NULL`);
  return { on: row !== undefined, since: row?.confirmed_at.toISOString() ?? null, recovery_codes_left: row?.left ?? 0 };
}

/** `GET /api/users/me/two-factor` */
export async function ownTwoFactor({ caller }: { caller: Caller }): Promise<TwoFactor> {
  return { ...(await twoFactorOf(caller.user.id)), required: caller.user.role === "admin" && config().adminTwoFactor === "required" };
}
