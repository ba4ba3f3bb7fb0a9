import { texts } from "#lib/contract/errors.ts";
import { type Sql, sql } from "../db/sql";

/** A person's name as others read it. `who` is an alias of `users`. */
export const nameSql = (who: Sql): Sql =>
  sql`CASE WHEN ${who}.deleted_at IS NULL THEN btrim(${who}.first_name || ' ' || ${who}.last_name) ELSE ${texts.deletedUser} END`;
