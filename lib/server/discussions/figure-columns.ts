import { type Sql, sql } from "../db/sql";

/**
 * Whether a thread `t` was asked in the last 30 days, the time that all figures are about. A thread is never changed before it is asked,
 * and the index of a course's threads is by their last change.
 */
export const isRecent = sql`(t.updated_at > now() - interval '30 days' AND t.created_at > now() - interval '30 days')`;

/** How long the first answer took, in seconds: the share `of` the answered questions `q` took no longer. Null while there are none. */
export const firstAnswerSeconds = (of: Sql, q: Sql): Sql =>
  sql`percentile_cont(${of}) WITHIN GROUP (ORDER BY extract(epoch FROM ${q}.answered_at - ${q}.created_at))::float8`;

/** The share of the questions `q` that were answered within 24 hours. Those that are younger and wait count when they are answered. */
export const shareWithinDay = (q: Sql): Sql => sql`
  (count(*) FILTER (WHERE ${q}.answered_at - ${q}.created_at <= interval '24 hours'))::float8
    / nullif(count(*) FILTER (WHERE ${q}.answered_at IS NOT NULL OR ${q}.created_at < now() - interval '24 hours'), 0)`;
