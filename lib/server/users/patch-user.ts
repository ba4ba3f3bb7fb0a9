import type { ProfileBody, User } from "#lib/contract/auth.ts";
import { fullName } from "#lib/contract/full-name.ts";
import type { PatchUserBody, UserParams } from "#lib/contract/users.ts";
import { type Act, audit } from "../audit/audit";
import { leaveAllCourses } from "../auth/confirm-address";
import type { Caller } from "../caller";
import { commit, type Unit } from "../commit";
import { sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { usersChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { changeInboxes } from "../notifications/inbox-changes";
import { lockAdmins, lockAdminsFor } from "../people/admins";
import { deletePending } from "../people/pending";
import { lockUser, requireRemovable } from "../people/require-user";
import { toUser } from "../people/to-user";
import { throwEmailTaken } from "./create-user";

type Input<Body> = { caller: Caller; body: Body; request: RequestContext };

/**
 * docs/contract.md section 8, `PATCH /api/users/:id`, for admins. A new role holds from the next request on and ends no session.
 * @throws AppError not_found; conflict for a taken address, the last admin, or a lecturer with courses who would get another role
 */
export async function patchUser({ caller, params, body, request }: Input<PatchUserBody> & { params: UserParams }): Promise<User> {
  return patch(params.id, body, { caller, request }, (tx) => lockAdminsFor(tx, caller.user.id));
}

/** `PATCH /api/auth/me`: the caller's own name. */
export async function changeProfile({ caller, body, request }: Input<ProfileBody>): Promise<User> {
  return patch(caller.user.id, body, { caller, request }, lockAdmins);
}

async function patch(
  userId: string,
  body: PatchUserBody,
  { caller, request }: { caller: Caller; request: RequestContext },
  lock: (tx: Tx) => Promise<string[]>,
): Promise<User> {
  return commit(async (unit) => {
    const { tx, emit, enqueue } = unit;
    const admins = await lock(tx);
    const user = await lockUser(tx, userId);
    const by = { actorId: caller.user.id, targetId: userId, request };
    if (body.role && body.role !== user.role) await changeRole(unit, user, body.role, admins);
    const row = await tx.user.update({
      where: { id: userId },
      data: {
        ...(body.email !== undefined && { email: body.email }),
        ...(body.first_name !== undefined && { firstName: body.first_name }),
        ...(body.last_name !== undefined && { lastName: body.last_name }),
        ...(body.role !== undefined && { role: body.role }),
      },
    });
    const now = toUser(row);
    if (now.email !== user.email) {
      // Deletes the link in the mailbox of the former address, and what a list said of that address.
      await tx.oneTimeLink.deleteMany({ where: { userId } });
      await tx.invitation.deleteMany({ where: { userId, usedAt: null } });
      await deletePending(tx, userId);
    }
    await audit(tx, ...acts(user, now, by));
    if (fullName(now) !== fullName(user)) await enqueue("rename-person", { userId });
    emit(...usersChanged([...new Set([...admins, userId])]));
    return now;
  }).catch(throwEmailTaken);
}

/**
 * Changes a role, and what depends on it: a student's places in courses, an admin's notifications of accounts.
 * @throws AppError conflict
 */
async function changeRole(unit: Unit, user: User, role: User["role"], admins: string[]): Promise<void> {
  const { tx } = unit;
  // A student may own the course that they lecture in, and become a lecturer altogether.
  if (user.role !== "student" || role !== "lecturer") await requireRemovable(tx, user, admins);
  if (user.role === "student") await leaveAllCourses(tx, user.id);
  if (user.role !== "admin" || role === "admin") return;
  await changeInboxes(unit, [{ userId: user.id, kind: "remove", rows: sql`n.type IN ('user/created', 'user/deleted')` }]);
}

function acts(before: User, after: User, by: Omit<Act, "action">): Act[] {
  const fields = (["email", "first_name", "last_name"] as const).filter((field) => before[field] !== after[field]);
  return [
    ...(fields.length > 0 ? [{ ...by, action: "user/changed" as const, details: { fields: [...fields] } }] : []),
    ...(before.role !== after.role
      ? [{ ...by, action: "user/role_changed" as const, details: { from: before.role, to: after.role } }]
      : []),
  ];
}
