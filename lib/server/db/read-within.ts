import { limits } from "#lib/contract/limits";
import { read, type Sql, sql } from "./sql";

type Counted<Row> = Row & { place: number; bytes: number; bytes_before: number; found: number };

/**
 * The first of some rows, as many as hold at most 1 MiB of text together, but one at least; and whether there were more. The database leaves out the
 * rest, so nothing larger is read: `rows` is a SELECT with a LIMIT of its own, `order` its order and `bytes` the size of one, both over `page`.
 */
export async function readWithin<Row extends object>(
  rows: Sql,
  { order, bytes, max = limits.answerTextBytes }: { order: Sql; bytes: Sql; max?: number },
): Promise<{ rows: Row[]; more: boolean }> {
  const taken = await read<Counted<Row>>(sql`
    SELECT counted.* FROM (
      SELECT sized.*, (sum(sized.bytes) OVER (ORDER BY sized.place) - sized.bytes)::int8 AS bytes_before, (count(*) OVER ())::int AS found
      FROM (SELECT page.*, (row_number() OVER (ORDER BY ${order}))::int AS place, (${bytes})::int AS bytes FROM (${rows}) page) sized
    ) counted WHERE counted.bytes_before < ${max} ORDER BY counted.place`);
  return {
    rows: taken.map(({ place: _place, bytes: _bytes, bytes_before: _before, found: _found, ...row }) => row as unknown as Row),
    more: (taken[0]?.found ?? 0) > taken.length,
  };
}
