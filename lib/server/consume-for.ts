import type { Caller } from "./caller";
import { assertAvailable, consume, type Rule } from "./rate-limits";

/** What is counted for each person, and what for an address of the network with all who are not confirmed there. */
const shared = {
  read: "unconfirmedRead",
  write: "unconfirmedWrite",
  upload: "unconfirmedRead",
  socketEvent: "unconfirmedEvent",
  codeFailure: "unconfirmedCode",
} as const satisfies Partial<Record<Rule, Rule>>;
type PersonRule = keyof typeof shared;

/** Who acts, and from which address of the network. */
export type Who = { id: string; confirmed: boolean; ip: string };
export const whoOf = ({ user, confirmed }: Caller, ip: string): Who => ({ id: user.id, confirmed, ip });

/**
 * Counts one act of a person. Whoever signed up a moment ago can do so again, so people who are not confirmed are counted together, by
 * address, as well.
 * @throws AppError too_many
 */
export async function consumeFor(rule: PersonRule, { id, confirmed, ip }: Who): Promise<void> {
  await consume(rule, id);
  if (!confirmed) await consume(shared[rule], ip);
}

/** @throws AppError too_many when the rule is used up already; counts nothing. */
export async function refuseIfSpentFor(rule: PersonRule, { id, confirmed, ip }: Who): Promise<void> {
  await assertAvailable(rule, id);
  if (!confirmed) await assertAvailable(shared[rule], ip);
}

/** Counts a question or a reply, beside the `write` that it is. @throws AppError too_many */
export async function consumePost({ confirmed }: Caller, ip: string): Promise<void> {
  if (!confirmed) await consume("unconfirmedPost", ip);
}
