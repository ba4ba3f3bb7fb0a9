import { nearSeconds } from "#lib/contract/fold-questions.ts";
import { limits } from "#lib/contract/limits.ts";
import type { HotMoment } from "#lib/contract/queue-figures.ts";
import { inlineNumber, type Sql, sql } from "../db/sql";

/*
 * The rule. A moment begins at a second at which somebody asked, and is as long as equal questions may be apart (`nearSeconds`). It is hot
 * when at least two students asked in it. Each student counts once. The hottest moment of a video comes first, of two alike the earlier.
 * Then comes the hottest of those that do not overlap it, and so on.
 */
const studentsMin = 2;

/** Each moment that is taken rules out those that begin up to `nearSeconds` before and after it. So these are needed, and no more. */
const candidatesMax = 1 + (2 * nearSeconds + 1) * (limits.hotMomentsMax - 1);

/**
 * The moments among which `hottest` chooses, the hottest first, as `(video_id, moments)` with a JSON array of `HotMoment`.
 *
 * Counts without comparing questions. A student is in all moments that begin at one of their questions, or up to `nearSeconds` before it.
 * Where two such stretches of theirs overlap, the later one begins behind the earlier one. So a running sum of where stretches begin and
 * end is the number of different students.
 * @param questions SELECT of `(video_id, author, second)`
 */
export const hotMomentsOf = (questions: Sql): Sql => sql`
  SELECT video_id, json_agg(json_build_object('seconds', second, 'students', students) ORDER BY place) AS moments
  FROM (
    SELECT *, row_number() OVER (PARTITION BY video_id ORDER BY students DESC, second) AS place
    FROM (
      SELECT video_id, second, sum(sum(change)) OVER (PARTITION BY video_id ORDER BY second)::int AS students, bool_or(is_asked) AS is_asked
      FROM (
        SELECT asked.video_id, edge.second, edge.change, edge.is_asked
        FROM (
          SELECT video_id, second, lag(second) OVER (PARTITION BY video_id, author ORDER BY second) AS before
          FROM (SELECT video_id, author, second::int8 AS second FROM (${questions}) each WHERE second IS NOT NULL) placed
        ) asked CROSS JOIN LATERAL (VALUES
          (greatest(second - ${inlineNumber(nearSeconds)}, before + 1), 1, false), (second, 0, true), (second + 1, -1, false)
        ) edge(second, change, is_asked)
      ) edges GROUP BY video_id, second
    ) sums WHERE is_asked AND students >= ${inlineNumber(studentsMin)}
  ) ranked WHERE place <= ${inlineNumber(candidatesMax)} GROUP BY video_id`;

/** The hot moments of a video. @param moments what `hotMomentsOf` answers for it */
export function hottest(moments: readonly HotMoment[]): HotMoment[] {
  const taken: HotMoment[] = [];
  for (const moment of moments) {
    if (taken.length === limits.hotMomentsMax) break;
    if (taken.every(({ seconds }) => Math.abs(seconds - moment.seconds) > nearSeconds)) taken.push(moment);
  }
  return taken;
}
