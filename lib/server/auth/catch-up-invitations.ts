import { sql, write } from "../db/sql";

/** The newest job that mails each link, of those that pg-boss still has. */
const jobs = sql`
  SELECT DISTINCT ON (link_id) link_id, state, completed_on FROM (
    SELECT data->'data'->>'linkId' AS link_id, state, completed_on, created_on
    FROM pgboss.job
    WHERE name = 'mail' AND data->>'kind' = 'mail-link'
    UNION ALL
    SELECT data->'data'->>'linkId', state, completed_on, created_on FROM pgboss.archive WHERE name = 'mail' AND data->>'kind' = 'mail-link'
  ) j ORDER BY link_id, created_on DESC`;

/**
 * Writes down what processes of the release before did, because that release has no invitations: links it made, emails it sent, invitations
 * that were used. Changes nothing that was written down when it happened.
 * @returns the number of invitations found
 */
export async function catchUpInvitations(): Promise<number> {
  const made = await write(sql`
    INSERT INTO invitations (user_id, link_id, expires_at)
    SELECT DISTINCT ON (user_id) user_id, id, expires_at FROM one_time_links WHERE kind = 'invitation' ORDER BY user_id, id DESC
    ON CONFLICT (user_id) DO UPDATE
      SET link_id = excluded.link_id, expires_at = excluded.expires_at, mail = 'none', mail_at = NULL, mail_problem = NULL, used_at = NULL
      WHERE invitations.link_id <> excluded.link_id RETURNING 1`);
  const mailed = await write(sql`
    UPDATE invitations i SET
      mail = CASE j.state WHEN 'completed' THEN 'sent' WHEN 'failed' THEN 'failed' ELSE 'waiting' END,
      mail_at = j.completed_on,
      mail_problem = CASE j.state WHEN 'failed' THEN 'The mail server did not take it' END
    FROM (${jobs}) j
    WHERE j.link_id = i.link_id::text AND i.mail_at IS NULL AND i.used_at IS NULL AND i.mail IN ('none', 'waiting')
      AND (i.mail = 'none' OR j.state IN ('completed', 'failed')) RETURNING 1`);
  const used = await write(sql`
    INSERT INTO invitations (user_id, link_id, expires_at, used_at)
    SELECT u.id, gen_random_uuid(), max(a.at), max(a.at) FROM audit_log a JOIN users u ON u.id = a.target_id AND u.deleted_at IS NULL
    WHERE a.action = 'password/reset' AND a.details->>'link' = 'invitation'
      AND NOT EXISTS (SELECT 1 FROM one_time_links l JOIN invitations i ON i.link_id = l.id WHERE i.user_id = u.id)
      AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.user_id = u.id AND i.used_at IS NOT NULL)
    GROUP BY u.id
    ON CONFLICT (user_id) DO UPDATE SET used_at = excluded.used_at RETURNING 1`);
  return made.length + mailed.length + used.length;
}
