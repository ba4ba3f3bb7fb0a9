import type { IdParams } from "#lib/contract/courses.ts";
import type { Moments } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "../caller";
import { read, sql } from "../db/sql";
import { isOwnThreadSql } from "../discussions/access";
import { requireVideo } from "./get-video";

type Row = { total: number; moments: Moments["moments"] };

/**
 * How many threads about a video are the caller's own, and at which seconds. Answers figures only, so that a video with thousands of
 * threads costs what one with ten does. At most about `limits.momentsMax` moments: neighbouring seconds are put together where there would
 * be more.
 * @throws AppError not_found, forbidden
 */
export async function listMoments({ caller, params }: { caller: Caller; params: IdParams }): Promise<Moments> {
  const { id } = await requireVideo(params.id, "watch", caller);
  const [row] = await read<Row>(sql`
    WITH own AS MATERIALIZED (
      SELECT t.video_timestamp_seconds AS second FROM threads t WHERE t.video_id = ${id}::uuid AND ${isOwnThreadSql(caller.user.id)}
    ), span AS (
      SELECT CASE WHEN count(DISTINCT second) > ${limits.momentsMax}::int
        THEN 1 + max(second) / ${limits.momentsMax}::int ELSE 1 END AS seconds
      FROM own)
    SELECT (SELECT count(*)::int FROM own) AS total, coalesce((
      SELECT json_agg(json_build_object('seconds', at.seconds, 'count', at.count) ORDER BY at.seconds) FROM (
        SELECT min(own.second) AS seconds, count(*)::int AS count
        FROM own, span
        WHERE own.second IS NOT NULL
        GROUP BY own.second / span.seconds
      ) at), '[]') AS moments`);
  return { total: row?.total ?? 0, moments: row?.moments ?? [] };
}
