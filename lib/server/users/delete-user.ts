import type { User } from "#lib/contract/auth.ts";
import type { DeleteMeBody } from "#lib/contract/users.ts";
import { type Actor, audit } from "../audit/audit";
import type { ActOnUser } from "../auth/act-on-user";
import { requirePassword } from "../auth/change-password";
import { endSessions } from "../auth/sessions";
import type { Caller } from "../caller";
import { commit, type Unit, withOwnEvents } from "../commit";
import { sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { emitThreads } from "../discussions/emit-threads";
import { resolveOpenThreads } from "../discussions/resolve-open-threads";
import { usersChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { changeInboxes, type InboxWrite, lockInboxes } from "../notifications/inbox-changes";
import { lockAdmins, lockAdminsFor } from "../people/admins";
import { deletePending } from "../people/pending";
import { lockUser, requireRemovable } from "../people/require-user";
import { adminNotifications, boundedAdminNotifications } from "./admin-notifications";

/**
 * docs/contract.md section 8, `DELETE /api/users/:id`, for admins.
 * @throws AppError not_found; conflict, with the way out, for the last admin and for a lecturer with courses
 */
export async function deleteUser({ caller, params, request }: ActOnUser): Promise<null> {
  return remove(params.id, { actorId: caller.user.id, request }, (tx) => lockAdminsFor(tx, caller.user.id));
}

/** `DELETE /api/users/me`: the caller's own account, by password. @throws AppError invalid_input, conflict */
export async function deleteMe({ caller, body, request }: { caller: Caller; body: DeleteMeBody; request: RequestContext }): Promise<null> {
  await requirePassword(caller.user.id, body.password, "password");
  return remove(caller.user.id, { actorId: caller.user.id, request }, lockAdmins);
}

/**
 * Deletes an account in one transaction. With its commit the person is gone from every list, their sessions have ended, their questions
 * have left the queue, their address is free, and the admins are notified. What they wrote stays, as by `Deleted user`. A job changes the
 * many rows that name them afterwards, in batches (forget-person.ts).
 */
async function remove(userId: string, by: Actor, lock: (tx: Tx) => Promise<string[]>): Promise<null> {
  await commit(async (unit) => {
    const { tx, emit, enqueue } = unit;
    const admins = await lock(tx);
    const user = await lockUser(tx, userId);
    await requireRemovable(tx, user, admins);
    const others = admins.filter((id) => id !== userId);
    const left = await resolveOpenThreads(tx, userId);
    await audit(tx, { ...by, action: "user/deleted", targetId: userId, details: { email: user.email, role: user.role } });
    // Emitted after the deleted person's sockets are cut.
    const unitWithEvents = withOwnEvents(unit);
    await changeInboxesOf(unitWithEvents, user, others, by);
    await tx.$executeRaw`UPDATE users SET email = NULL, password_hash = NULL, deleted_at = now() WHERE id = ${userId}::uuid`;
    await endSessions(unit, sql`s.user_id = ${userId}::uuid`);
    await tx.oneTimeLink.deleteMany({ where: { userId } });
    await tx.invitation.deleteMany({ where: { userId } });
    await tx.twoFactor.deleteMany({ where: { userId } });
    await tx.notificationPreference.deleteMany({ where: { userId } });
    await tx.mutedThread.deleteMany({ where: { userId } });
    await tx.courseBlock.deleteMany({ where: { userId } });
    await tx.enrollment.deleteMany({ where: { studentId: userId } });
    const taught = await tx.$queryRaw<{ course_id: string }[]>`
      DELETE FROM course_staff s WHERE s.user_id = ${userId}::uuid
        AND NOT EXISTS (SELECT 1 FROM courses c WHERE c.id = s.course_id AND c.lecturer_id = s.user_id)
      RETURNING s.course_id`;
    for (const { course_id: courseId } of taught) await enqueue("leave-staff", { courseId, userId });
    await deletePending(tx, userId);
    await enqueue("forget-person", { userId });
    await emitThreads(unit, left);
    emit(...unitWithEvents.emitted, ...usersChanged(others));
  });
  return null;
}

/**
 * Notifies the admins of the deletion, and retracts the news of the account's making. A notification that counts further people stays,
 * without the name. Deletes the person's own inbox first, so that nothing new is written into it.
 */
async function changeInboxesOf(unit: Unit, user: User, admins: string[], by: Actor): Promise<void> {
  const { tx } = unit;
  await lockInboxes(tx, [...admins, user.id]);
  await tx.$executeRaw`DELETE FROM inbox WHERE user_id = ${user.id}::uuid`;
  const made = sql`n.type = 'user/created' AND n.payload->>'userId' = ${user.id}`;
  const payload = { userId: user.id, email: user.email, role: user.role, timestamp: new Date().toISOString() };
  const notification = { type: "user/deleted" as const, payload };
  const nameless = sql`n.payload - 'userName' || '{"email": ""}'`;
  await changeInboxes(unit, [
    ...admins.map((userId): InboxWrite => ({ userId, kind: "remove", rows: sql`${made} AND n.payload->'others' IS NULL` })),
    ...admins.map(
      (userId): InboxWrite => ({ userId, kind: "rewrite", rows: sql`${made} AND n.payload->'others' IS NOT NULL`, payload: nameless }),
    ),
    ...(by.actorId === user.id
      ? await boundedAdminNotifications(tx, admins, notification)
      : adminNotifications(admins, by.actorId, notification)),
  ]);
}
