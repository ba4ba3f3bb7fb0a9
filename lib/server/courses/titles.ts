import { anyOfIds, read, sql } from "../db/sql";

/** The most courses that one choice offers. */
const titlesMax = 1000;

/** All courses by title, for admins to choose from. */
export const titlesOfCourses = () =>
  read<{ id: string; title: string }>(sql`SELECT id, title FROM courses WHERE deleted_at IS NULL ORDER BY title, id LIMIT ${titlesMax}`);

/** The enrolment codes of courses, for their staff. Those without one are left out. */
export const codesOfCourses = (ids: string[]) =>
  read<{ id: string; code: string }>(sql`
    SELECT id, enrolment_code AS code FROM courses WHERE id = ${anyOfIds(ids)} AND enrolment_code IS NOT NULL AND deleted_at IS NULL`);

/** The videos of a course in the order of its page, for its staff to choose from. */
export const titlesOfVideos = (courseId: string) =>
  read<{ id: string; title: string }>(sql`
    SELECT id, title FROM videos WHERE course_id = ${courseId}::uuid AND deleted_at IS NULL ORDER BY created_at, id LIMIT ${titlesMax}`);
