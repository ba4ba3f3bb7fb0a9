import type { Caller } from "./caller";
import { assertAvailable, consume, type Rule } from "./rate-limits";

/** The rules for each person, with the rules that all unconfirmed people of one network address share. */
const shared = {
  read: "unconfirmedRead",
  write: "unconfirmedWrite",
  upload: "unconfirmedRead",
  picture: "unconfirmedPicture",
  socketEvent: "unconfirmedEvent",
  codeFailure: "unconfirmedCode",
} as const satisfies Partial<Record<Rule, Rule>>;
type PersonRule = keyof typeof shared;

/** A person who acts, and their network address. */
export type Consumer = { id: string; confirmed: boolean; ip: string };
export const consumerOf = ({ user, confirmed }: Caller, ip: string): Consumer => ({ id: user.id, confirmed, ip });

/**
 * Counts one act of a person. Counts unconfirmed people together by address as well, because a new account costs them nothing.
 * @throws AppError too_many
 */
export async function consumeFor(rule: PersonRule, { id, confirmed, ip }: Consumer): Promise<void> {
  await consume(rule, id);
  if (!confirmed) await consume(shared[rule], ip);
}

/** @throws AppError too_many when the rule is used up already; counts nothing */
export async function assertAvailableFor(rule: PersonRule, { id, confirmed, ip }: Consumer): Promise<void> {
  await assertAvailable(rule, id);
  if (!confirmed) await assertAvailable(shared[rule], ip);
}

/** Counts a question or a reply, in addition to the `write`. @throws AppError too_many */
export async function consumePost({ confirmed }: Caller, ip: string): Promise<void> {
  if (!confirmed) await consume("unconfirmedPost", ip);
}
