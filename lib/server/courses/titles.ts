import { read, sql } from "../db/sql";

/** The most courses that one choice offers. */
const shown = 1000;

/** All courses by title, for admins to choose from. */
export const titlesOfCourses = () =>
  read<{ id: string; title: string }>(sql`SELECT id, title FROM courses WHERE deleted_at IS NULL ORDER BY title, id LIMIT ${shown}`);
