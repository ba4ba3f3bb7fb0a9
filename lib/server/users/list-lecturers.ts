import { read, sql } from "../db/sql";
import { nameSql } from "../people/names";

/** All lecturers by name, for admins to choose from. */
export function listLecturers(): Promise<{ id: string; name: string }[]> {
  return read<{ id: string; name: string }>(sql`
    SELECT u.id, ${nameSql(sql`u`)} AS name
    FROM users u
    WHERE u.role = 'lecturer' AND u.deleted_at IS NULL
    ORDER BY u.last_name, u.first_name, u.id`);
}
