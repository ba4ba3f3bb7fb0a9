import { v7 as uuid } from "uuid";
import type { Role, User } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { audit, type By } from "../audit/audit";
import { refuseCommonPassword } from "../auth/common-passwords";
import { hashPassword } from "../auth/passwords";
import { type Tx, transaction } from "../db/client";
import { AppError } from "../errors";
import { changeInboxes } from "../notifications/inbox-changes";
import { type Fact, publish } from "../realtime/bus";
import { lockAdmins, lockAdminsFor, tellAdmins, usersChanged } from "./admins";
import { fullName, toUser } from "./to-user";

export type NewUser = { email: string; password: string | null; first_name: string; last_name: string; role: Role };

const isUniqueViolation = (error: unknown) => error instanceof Error && "code" in error && error.code === "P2002";

/** Says in the contract's words that an address has an account, where the database says it in its own. */
export function emailTaken(error: unknown): never {
  throw isUniqueViolation(error) ? new AppError("conflict", texts.emailTaken) : error;
}

/**
 * Makes an account and its inbox, and tells the admins, but for the one who made it. `email` is lower case already. `and` is done in the
 * same transaction.
 * @throws AppError conflict when the address has an account, invalid_input for a password that is too common
 */
export async function createUser(person: NewUser, by: By, and: (tx: Tx, user: User) => Promise<unknown> = async () => null): Promise<User> {
  if (person.password !== null) refuseCommonPassword(person.password, person, "password");
  // Hashed before the address is looked up: the answer takes as long for a taken one.
  const passwordHash = person.password === null ? null : await hashPassword(person.password, lineOf(person, by));
  const { user, facts } = await transaction(async (tx) => {
    const made = await insert(tx, person, passwordHash, by);
    await and(tx, made.user);
    return made;
  }).catch(emailTaken);
  publish(facts);
  return user;
}

/** Who makes accounts for others has a line of their own. */
const lineOf = ({ email }: NewUser, by: By) => by.facts && { address: by.actorId ?? by.facts.ip, account: email };

async function insert(tx: Tx, person: NewUser, passwordHash: string | null, by: By): Promise<{ user: User; facts: Fact[] }> {
  const admins = by.actorId === null ? await lockAdmins(tx) : await lockAdminsFor(tx, by.actorId);
  const id = uuid();
  const row = await tx.user.create({
    data: {
      id,
      email: person.email,
      role: person.role,
      firstName: person.first_name,
      lastName: person.last_name,
      passwordHash,
      inbox: { create: {} },
    },
  });
  const user = toUser(row);
  // Who comes by a request and is nobody yet makes the account for themselves.
  const actorId = by.actorId ?? (by.facts ? id : null);
  await audit(tx, { action: "user/created", ...by, actorId, targetId: id, details: { role: user.role } });
  const payload = { userId: id, email: user.email, role: user.role, userName: fullName(user), timestamp: user.created_at };
  const facts = await changeInboxes(tx, tellAdmins(admins, by.actorId, { type: "user/created", payload }));
  return { user, facts: [...facts, ...usersChanged(admins)] };
}
