import type { User } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import type { ListedUser } from "#lib/contract/users.ts";
import { read, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { type ListedRow, selectListed, toListedUser, toUser, type UserRow, userColumns } from "./to-user";

/** A person who has an account. @throws AppError not_found, also for a deleted one */
export async function requireUser(id: string): Promise<ListedUser> {
  const [row] = await read<ListedRow>(selectListed(sql`WHERE id = ${id}::uuid AND deleted_at IS NULL`));
  if (!row) throw new AppError("not_found", texts.userNotFound);
  return toListedUser(row);
}

/**
 * A person who has an account, locked until the end of the transaction. Comes after `lockAdmins`, and before threads and inboxes.
 * @throws AppError not_found
 */
export async function lockUser(tx: Tx, id: string): Promise<User> {
  const [row] = await tx.$queryRaw<UserRow[]>`
    SELECT ${userColumns} FROM users WHERE id = ${id}::uuid AND deleted_at IS NULL FOR NO KEY UPDATE`;
  if (!row) throw new AppError("not_found", texts.userNotFound);
  return toUser(row);
}

/**
 * Checks that a person, locked by `lockUser`, may lose their account or role. The last admin may not, nor a lecturer with courses.
 * @throws AppError conflict that names the way out
 */
export async function requireRemovable(tx: Tx, user: User, admins: string[]): Promise<void> {
  if (user.role === "admin" && admins.length === 1) throw new AppError("conflict", texts.lastAdmin);
  // Waits for a course that is being made for them, or given to them, whatever their role. With this lock no new course can refer to them.
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${user.id}::uuid FOR UPDATE`;
  const [course] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM courses WHERE lecturer_id = ${user.id}::uuid AND deleted_at IS NULL LIMIT 1`;
  if (course) throw new AppError("conflict", texts.ownsCourses);
}
