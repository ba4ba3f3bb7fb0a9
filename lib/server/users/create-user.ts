import { v7 as uuid } from "uuid";
import type { Role, User } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { hashPassword } from "../auth/passwords";
import { db } from "../db/client";
import { AppError } from "../errors";
import { toUser } from "./to-user";

export type NewUser = { email: string; password: string | null; first_name: string; last_name: string; role: Role };

const isUniqueViolation = (error: unknown) => error instanceof Error && "code" in error && error.code === "P2002";

/**
 * Makes an account and its inbox. `email` is lower case already.
 * @throws AppError conflict when the address has an account.
 */
export async function createUser(person: NewUser): Promise<User> {
  // Hashed before the address is looked up: the answer takes as long for a taken one.
  const passwordHash = person.password === null ? null : await hashPassword(person.password);
  const row = await db()
    .user.create({
      data: {
        id: uuid(),
        email: person.email,
        role: person.role,
        firstName: person.first_name,
        lastName: person.last_name,
        passwordHash,
        inbox: { create: {} },
      },
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new AppError("conflict", texts.emailTaken) : error;
    });
  return toUser(row);
}
