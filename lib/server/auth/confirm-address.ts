import type { ListedUser } from "#lib/contract/users.ts";
import { type Actor, audit } from "../audit/audit";
import { commit, type Unit } from "../commit";
import type { Tx } from "../db/transaction";
import { courseChanged, usersChanged } from "../events/outbound";
import { lockAdminsFor, selectAdmins } from "../people/admins";
import { deletePending } from "../people/pending";
import { lockUser, requireUser } from "../people/require-user";
import { seeAllSoFar } from "../people/see-all-so-far";
import type { ActOnUser } from "./act-on-user";

/** What proved the address: a link of this kind that went there, or an admin. */
export type Proof = "invitation" | "password" | "confirmation" | "admin";

/**
 * Notes that the address of this person is theirs. Applies what imports kept for them: names, role, and places in courses. With a new
 * password, turns off the former two-factor sign-in. Does nothing for a person who is confirmed already.
 * @returns the number of courses they joined by it
 */
export async function confirmAddress(unit: Unit, userId: string, by: Actor, proof: Proof): Promise<number> {
  const { tx, emit } = unit;
  const [user] = await tx.$queryRaw<{ role: string }[]>`
    UPDATE users SET email_confirmed_at = now()
    WHERE id = ${userId}::uuid AND email_confirmed_at IS NULL AND deleted_at IS NULL
    RETURNING role`;
  if (!user) return 0;
  // The password is chosen anew. A former holder of the account may have set up the two-factor sign-in.
  if (proof === "invitation" || proof === "password") await tx.twoFactor.deleteMany({ where: { userId } });
  const role = await takeDetails(unit, userId, user.role, by);
  const courses = role === "student" ? await takePlaces(tx, userId) : [];
  await deletePending(tx, userId);
  await audit(tx, { ...by, action: "email/confirmed", targetId: userId, details: { by: proof, enrolments: courses.length } });
  const admins = await tx.$queryRaw<{ id: string }[]>(selectAdmins);
  const watching = new Set([userId, ...admins.map(({ id }) => id)]);
  emit(...courses.map((id) => courseChanged(id)), ...usersChanged([...watching]));
  return courses.length;
}

/**
 * Applies the details that an import kept. Changes the role only of students, so that a role given by an admin stays.
 * @returns the role they have afterwards
 */
async function takeDetails({ tx, enqueue }: Unit, userId: string, role: string, by: Actor): Promise<string> {
  const [details] = await tx.$queryRaw<{ first_name: string; last_name: string; role: string }[]>`
    SELECT first_name, last_name, role FROM pending_details WHERE user_id = ${userId}::uuid`;
  if (!details) return role;
  const newRole = role === "student" ? details.role : role;
  await tx.user.update({ where: { id: userId }, data: { firstName: details.first_name, lastName: details.last_name, role: newRole } });
  await enqueue("rename-person", { userId });
  if (newRole === role) return role;
  await leaveAllCourses(tx, userId);
  await audit(tx, { ...by, action: "user/role_changed", targetId: userId, details: { from: role, to: newRole } });
  return newRole;
}

async function takePlaces(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ course_id: string }[]>`
    INSERT INTO enrollments (course_id, student_id)
    SELECT p.course_id, p.student_id FROM pending_enrollments p JOIN courses c ON c.id = p.course_id
    WHERE p.student_id = ${userId}::uuid AND c.deleted_at IS NULL ORDER BY p.course_id
    ON CONFLICT DO NOTHING RETURNING course_id`;
  const ids = rows.map(({ course_id: id }) => id);
  await seeAllSoFar(
    tx,
    ids.map((courseId) => ({ courseId, userId })),
  );
  return ids;
}

/** Removes the enrolments and blocks of a person who is no student any more. */
export async function leaveAllCourses(tx: Tx, userId: string): Promise<void> {
  await tx.enrollment.deleteMany({ where: { studentId: userId } });
  await tx.courseBlock.deleteMany({ where: { userId } });
}

/**
 * `POST /api/users/:id/email-confirmation`: for admins who know whose address it is. Doing it twice changes nothing.
 * @throws AppError not_found
 */
export async function confirmUser({ caller, params, request }: ActOnUser): Promise<ListedUser> {
  await commit(async (unit) => {
    const { tx } = unit;
    await lockAdminsFor(tx, caller.user.id);
    const { id } = await lockUser(tx, params.id);
    await confirmAddress(unit, id, { actorId: caller.user.id, request }, "admin");
    await tx.oneTimeLink.deleteMany({ where: { userId: id, kind: "confirmation" } });
  });
  return requireUser(params.id);
}
