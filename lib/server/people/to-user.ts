import type { Role, User } from "#lib/contract/auth.ts";
import type { ListedUser } from "#lib/contract/users.ts";
import { type Sql, sql } from "../db/sql";
import { type InvitedRow, invitationJoin, toInvitation } from "./invitations";

export type UserRow = { id: string; email: string | null; role: string; firstName: string; lastName: string; createdAt: Date };

/** `UserRow` as columns of `users`. */
export const userColumns: Sql = sql`
  users.id, users.email, users.role, users.first_name AS "firstName", users.last_name AS "lastName", users.created_at AS "createdAt"`;

/** A person as REST shows them. */
export function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email ?? "",
    role: row.role as Role,
    first_name: row.firstName,
    last_name: row.lastName,
    created_at: row.createdAt.toISOString(),
  };
}

export type ListedRow = UserRow & InvitedRow & { emailConfirmedAt: Date | null };

/** A person as admins see them. */
export function toListedUser(row: ListedRow): ListedUser {
  const invitation = toInvitation(row);
  return { ...toUser(row), ...(row.emailConfirmedAt === null && { email_confirmed: false as const }), ...(invitation && { invitation }) };
}

/** People as admins see them. `rest` is the end of the statement, with conditions over `users` and `invited`. */
export const selectListed = (rest: Sql): Sql => sql`
  SELECT ${userColumns}, email_confirmed_at AS "emailConfirmedAt", invited.* FROM users, ${invitationJoin} ${rest}`;
