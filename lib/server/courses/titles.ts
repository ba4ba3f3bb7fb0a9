import { read, sql } from "../db/sql";

/** So many courses are offered in one choice. */
const shown = 1000;

/** All courses by title, for a choice among them; for admins. */
export const titlesOfCourses = () =>
  read<{ id: string; title: string }>(sql`SELECT id, title FROM courses WHERE deleted_at IS NULL ORDER BY title, id LIMIT ${shown}`);
