import { type Sql, sql } from "../db/sql";

/**
 * Whether a thread `t` was asked in the last 30 days, which all figures are about. Its last change is never before that, and is asked for
 * as well because the index of a course's threads goes by it.
 */
export const isRecent = sql`(t.updated_at > now() - interval '30 days' AND t.created_at > now() - interval '30 days')`;

/** How long first answers to the questions `q` took, in seconds, at the percentile `of` (0 to 1). Null while there are none. */
export const firstAnswerSeconds = (of: Sql, q: Sql): Sql =>
  sql`percentile_cont(${of}) WITHIN GROUP (ORDER BY extract(epoch FROM ${q}.answered_at - ${q}.created_at))::float8`;

/** The share of the questions `q` that were answered within 24 hours. Younger ones count only once they are answered. */
export const shareWithinDay = (q: Sql): Sql => sql`
  (count(*) FILTER (WHERE ${q}.answered_at - ${q}.created_at <= interval '24 hours'))::float8
    / nullif(count(*) FILTER (WHERE ${q}.answered_at IS NOT NULL OR ${q}.created_at < now() - interval '24 hours'), 0)`;
