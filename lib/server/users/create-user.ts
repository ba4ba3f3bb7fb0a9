import { v7 as uuid } from "uuid";
import type { Role, User } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { fullName } from "#lib/contract/full-name.ts";
import { type Actor, audit } from "../audit/audit";
import { refuseCommonPassword } from "../auth/common-passwords";
import { hashPassword } from "../auth/passwords";
import { commit, type Unit } from "../commit";
import { AppError } from "../errors";
import { usersChanged } from "../events/outbound";
import { changeInboxes } from "../notifications/inbox-changes";
import { lockAdmins, lockAdminsFor } from "../people/admins";
import { toUser } from "../people/to-user";
import { adminNotifications, boundedAdminNotifications } from "./admin-notifications";

export type NewUser = { email: string; password: string | null; first_name: string; last_name: string; role: Role };

const isUniqueViolation = (error: unknown) => error instanceof Error && "code" in error && error.code === "P2002";

/** Turns the database's error for a taken address into the contract's. Passes on any other error. @throws AppError conflict */
export function throwEmailTaken(error: unknown): never {
  throw isUniqueViolation(error) ? new AppError("conflict", texts.emailTaken) : error;
}

/**
 * Makes an account and its inbox, and notifies all admins except the one who acts. The address is confirmed unless the person signed up.
 * `email` is in lower case. `and` runs in the same transaction.
 * @throws AppError conflict when the address has an account, invalid_input for a password that is too common
 */
export async function createUser(person: NewUser, by: Actor, and?: (unit: Unit, user: User) => Promise<unknown>): Promise<User> {
  if (person.password !== null) refuseCommonPassword(person.password, person, "password");
  // Hashed before the address is looked up, so that the answer takes as long for a taken one.
  const passwordHash = person.password === null ? null : await hashPassword(person.password, lineOf(person, by));
  return commit(async (unit) => {
    const user = await insert(unit, person, passwordHash, by);
    await and?.(unit, user);
    return user;
  }).catch(throwEmailTaken);
}

/** The line for hashing. A person who makes accounts for others has a line of their own. */
const lineOf = ({ email }: NewUser, by: Actor) => by.request && { address: by.actorId ?? by.request.ip, account: email };

async function insert(unit: Unit, person: NewUser, passwordHash: string | null, by: Actor): Promise<User> {
  const { tx, emit } = unit;
  const admins = by.actorId === null ? await lockAdmins(tx) : await lockAdminsFor(tx, by.actorId);
  const id = uuid();
  // A request without a caller is a sign-up, with an unproven address.
  const isSignUp = by.actorId === null && by.request !== null;
  const row = await tx.user.create({
    data: {
      id,
      email: person.email,
      role: person.role,
      firstName: person.first_name,
      lastName: person.last_name,
      passwordHash,
      emailConfirmedAt: isSignUp ? null : new Date(),
    },
  });
  await tx.inbox.create({ data: { userId: id } });
  const user = toUser(row);
  const actorId = isSignUp ? id : by.actorId;
  await audit(tx, { action: "user/created", ...by, actorId, targetId: id, details: { role: user.role } });
  const payload = { userId: id, email: user.email, role: user.role, userName: fullName(user), timestamp: user.created_at };
  const notification = { type: "user/created" as const, payload };
  await changeInboxes(
    unit,
    isSignUp ? await boundedAdminNotifications(tx, admins, notification) : adminNotifications(admins, by.actorId, notification),
  );
  emit(...usersChanged(admins));
  return user;
}
