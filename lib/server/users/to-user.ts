import type { Role, User } from "#lib/contract/auth";
import type { ListedUser } from "#lib/contract/users";
import { type InvitedRow, toInvitation } from "../auth/invitations";

type UserRow = { id: string; email: string | null; role: string; firstName: string; lastName: string; createdAt: Date };

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

export const fullName = (person: { first_name: string; last_name: string }) => `${person.first_name} ${person.last_name}`.trim();
