import { limits } from "#lib/contract/limits.ts";
import { firstRows, read, type Sql, sql } from "./sql";

type Counted<Row> = Row & { place: number; bytes: number; bytes_before: number; followed: boolean | null };
type Within = {
  /** The order of the rows once more, and the size of a row in bytes. Both are over `page`. */
  order: Sql;
  bytes: Sql;
  /** The most rows. */
  limit: number;
  /** The most bytes; by default 1 MiB. */
  maxBytes?: number;
};

/**
 * The first rows: at most `limit`, and as many as hold `maxBytes` of text together, but at least one; and whether there are more. `rows` is
 * a SELECT with its ORDER BY. The database leaves out the rest, so nothing larger is read.
 */
export async function readWithin<Row extends object>(
  rows: Sql,
  { order, bytes, limit, maxBytes = limits.answerTextBytes }: Within,
): Promise<{ rows: Row[]; more: boolean }> {
  // One row beyond the limit, which only shows that there is more. All is counted in one pass over the rows, in their order.
  const taken = await read<Counted<Row>>(sql`
    SELECT * FROM (
      SELECT page.*, (row_number() OVER in_order)::int AS place, (sum(bytes) OVER in_order - bytes)::int8 AS bytes_before,
        lead(true) OVER in_order AS followed
      FROM (
        SELECT page.*, (${bytes})::int AS bytes
        FROM (${limit <= limits.pageMax ? firstRows(rows, limit + 1) : sql`${rows} LIMIT ${limit + 1}`}) page) page
      WINDOW in_order AS (ORDER BY ${order} ROWS UNBOUNDED PRECEDING)
    ) counted WHERE bytes_before < ${maxBytes} AND place <= ${limit} ORDER BY place`);
  return {
    rows: taken.map(({ place: _place, bytes: _bytes, bytes_before: _before, followed: _followed, ...row }) => row as unknown as Row),
    more: taken.at(-1)?.followed ?? false,
  };
}
