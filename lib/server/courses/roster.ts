import type { IdParams, RosterEntry, RosterParams, RosterQuery } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { lockCourseForUpdate, requireCourse } from "../course-access";
import { containsSql, joinSql, read, sql } from "../db/sql";
import { AppError } from "../errors";
import { courseChanged } from "../events/outbound";
import { decodeCursor, type Page, pageOf } from "../pagination";
import { removeEnrolment } from "./enrolment";

type Row = Omit<RosterEntry, "enrolled_at" | "password_chosen"> & { enrolled_at: Date; has_password: boolean };
const toEntry = (row: Row): RosterEntry => ({
  id: row.id,
  email: row.email,
  first_name: row.first_name,
  last_name: row.last_name,
  enrolled_at: row.enrolled_at.toISOString(),
  ...(!row.has_password && { password_chosen: false }),
});

type ListInput = { caller: Caller; params: IdParams; query: RosterQuery };

/**
 * `GET /api/courses/:id/roster`: the enrolled people by name. `query` searches names and addresses.
 * @throws AppError not_found, forbidden
 */
export async function listRoster({ caller, params, query }: ListInput): Promise<Page<RosterEntry>> {
  await requireCourse(params.id, "run", caller);
  const list = `roster:${params.id}`;
  const conditions = [sql`e.course_id = ${params.id}::uuid`, sql`u.deleted_at IS NULL`];
  // A line break is in neither a name nor an address, so nothing is found across both.
  if (query.query) conditions.push(containsSql(sql`u.first_name || ' ' || u.last_name || E'\\n' || u.email`, query.query));
  if (query.cursor) {
    const [last, first, id] = decodeCursor(list, query.cursor);
    conditions.push(sql`(u.last_name, u.first_name, u.id) > (${last}, ${first}, ${id}::uuid)`);
  }
  const rows = await read<Row>(sql`
    SELECT u.id, u.email, u.first_name, u.last_name, e.created_at AS enrolled_at, u.password_hash IS NOT NULL AS has_password
    FROM enrollments e JOIN users u ON u.id = e.student_id
    WHERE ${joinSql(conditions, " AND ")} ORDER BY u.last_name, u.first_name, u.id LIMIT ${query.limit + 1}`);
  return pageOf(list, rows, query.limit, toEntry, (row) => [row.last_name, row.first_name, row.id]);
}

/** `DELETE /api/courses/:id/roster/:userId`: removes an enrolment; the person's questions stay. @throws AppError not_found, forbidden */
export async function removeFromRoster({ caller, params }: { caller: Caller; params: RosterParams }): Promise<null> {
  await commit(async (unit) => {
    const { tx, emit } = unit;
    await lockCourseForUpdate(tx, params.id, "run", caller);
    if (!(await removeEnrolment(unit, params.id, params.userId))) throw new AppError("not_found", texts.notOnRoster);
    emit(...[caller.user.id, params.userId].map((userId) => courseChanged(params.id, { userId })));
  });
  return null;
}
