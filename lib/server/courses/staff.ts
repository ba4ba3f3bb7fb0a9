import type { InviteStaffBody, StaffBody, StaffMember, StaffParams, StaffPart } from "#lib/contract/class.ts";
import type { IdParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { can, isOwner, lockCourseForUpdate, requireCourse } from "../course-access";
import { read, sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { courseChanged, usersChanged } from "../events/outbound";
import type { RequestContext } from "../http/request-context";
import { nameSql } from "../people/names";
import { seeAllSoFar } from "../people/see-all-so-far";
import { consume } from "../rate-limits";

type Input = { caller: Caller; params: StaffParams; request: RequestContext };
type Row = { user_id: string; name: string; part: StaffPart; owner: boolean; email: string | null };

/**
 * docs/contract.md section 12, `GET /api/courses/:id/staff`: who teaches a course, its owner first. With addresses for staff and admins.
 * @throws AppError not_found; forbidden for who is not in the course
 */
export async function listStaff({ caller, params }: { caller: Caller; params: IdParams }): Promise<StaffMember[]> {
  const course = await requireCourse(params.id, "watch", caller);
  return staffOf(params.id, { seesAddresses: can("seeAddresses", course, caller) });
}

/** The same for a course that the reader is known to be in. */
export async function staffOf(courseId: string, { seesAddresses }: { seesAddresses: boolean }): Promise<StaffMember[]> {
  const rows = await read<Row>(sql`
    SELECT s.user_id, ${nameSql(sql`u`)} AS name, s.part, c.lecturer_id = s.user_id AS owner, u.email
    FROM course_staff s JOIN users u ON u.id = s.user_id JOIN courses c ON c.id = s.course_id
    WHERE s.course_id = ${courseId}::uuid
    ORDER BY c.lecturer_id = s.user_id DESC, s.part DESC, u.last_name, u.first_name, s.user_id`);
  return rows.map(({ email, ...row }) => ({ ...row, ...(seesAddresses && { email }) }));
}

/**
 * docs/contract.md section 12, `PUT …/staff/:user_id`: somebody joins the staff, or gets another part in it. Again changes nothing. An
 * account of any role may teach.
 * @throws AppError not_found, forbidden; conflict for the owner, for somebody enrolled, and beyond `limits.staffMax`
 */
export async function putStaff({ caller, params, body, request }: Input & { body: StaffBody }): Promise<StaffMember> {
  await commit(async (unit) => {
    const { tx } = unit;
    const course = await lockCourseForUpdate(tx, params.id, "run", caller);
    await requireKnownPerson(tx, params.userId);
    if (isOwner(course, params.userId)) {
      if (body.part !== "lecturer") throw new AppError("conflict", texts.ownerStays);
      return;
    }
    await requireNotEnrolled(tx, params);
    const [known] = await tx.$queryRaw<{ part: StaffPart | null; total: number }[]>`
      SELECT (SELECT part FROM course_staff WHERE course_id = ${params.id}::uuid AND user_id = ${params.userId}::uuid) AS part,
        (SELECT count(*)::int FROM course_staff WHERE course_id = ${params.id}::uuid) AS total`;
    if (known?.part === body.part) return;
    if (!known?.part && (known?.total ?? 0) >= limits.staffMax) throw new AppError("conflict", texts.staffIsFull);
    await tx.$executeRaw`
      INSERT INTO course_staff (course_id, user_id, part) VALUES (${params.id}::uuid, ${params.userId}::uuid, ${body.part})
      ON CONFLICT (course_id, user_id) DO UPDATE SET part = excluded.part`;
    if (!known?.part) await seeAllSoFar(tx, [{ courseId: params.id, userId: params.userId }]);
    const details = { course_id: params.id, part: body.part };
    await audit(tx, { action: "staff/added", actorId: caller.user.id, targetId: params.userId, request, details });
    unit.emit(courseChanged(params.id), ...usersChanged([params.userId]));
  });
  const member = (await staffOf(params.id, { seesAddresses: true })).find(({ user_id }) => user_id === params.userId);
  if (!member) throw new AppError("not_found", texts.userNotFound);
  return member;
}

async function requireKnownPerson(tx: Tx, id: string): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`SELECT 1 FROM users WHERE id = ${id}::uuid AND deleted_at IS NULL FOR KEY SHARE`;
  if (found.length === 0) throw new AppError("not_found", texts.userNotFound);
}

async function requireNotEnrolled(tx: Tx, { id, userId }: StaffParams): Promise<void> {
  const enrolled = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM enrollments WHERE course_id = ${id}::uuid AND student_id = ${userId}::uuid
    UNION ALL SELECT 1 FROM pending_enrollments WHERE course_id = ${id}::uuid AND student_id = ${userId}::uuid`;
  if (enrolled.length > 0) throw new AppError("conflict", texts.staffNotEnrolled);
}

/**
 * `POST /api/courses/:id/staff`: does what `putStaff` does, for the account of an address.
 * @throws AppError as `putStaff`; too_many
 */
export async function inviteStaff({
  caller,
  params,
  body,
  request,
}: {
  caller: Caller;
  params: IdParams;
  body: InviteStaffBody;
  request: RequestContext;
}): Promise<StaffMember> {
  await requireCourse(params.id, "run", caller);
  await consume("staffLookUp", caller.user.id);
  const [found] = await read<{ id: string }>(
    sql`SELECT id FROM users WHERE email = ${body.email} AND deleted_at IS NULL AND email_confirmed_at IS NOT NULL`,
  );
  if (!found) throw new AppError("not_found", texts.userNotFound);
  return putStaff({ caller, params: { id: params.id, userId: found.id }, body: { part: body.part }, request });
}

/**
 * docs/contract.md section 12, `DELETE …/staff/:user_id`: somebody leaves the staff. They lose the course's questions at once; a job takes
 * the notifications out of their inbox, ends what they claimed, and gives the owner the questions that were asked of them.
 * @throws AppError not_found, forbidden; conflict for the owner
 */
export async function removeStaff({ caller, params, request }: Input): Promise<null> {
  await commit(async (unit) => {
    const { tx } = unit;
    const course = await lockCourseForUpdate(tx, params.id, "run", caller);
    if (isOwner(course, params.userId)) throw new AppError("conflict", texts.ownerStays);
    await requireKnownPerson(tx, params.userId);
    const deletedCount =
      await tx.$executeRaw`DELETE FROM course_staff WHERE course_id = ${params.id}::uuid AND user_id = ${params.userId}::uuid`;
    if (deletedCount === 0) return;
    await unit.enqueue("leave-staff", { courseId: params.id, userId: params.userId });
    const details = { course_id: params.id };
    await audit(tx, { action: "staff/removed", actorId: caller.user.id, targetId: params.userId, request, details });
    unit.emit({ to: "leaver", userId: params.userId, threadIds: [], courseIds: [params.id] });
    // Their open pages notice that they are lost, and say so. A reload would say that there is nothing.
    unit.emit(courseChanged(params.id));
  });
  return null;
}
