import type { Invitation, InvitationState } from "#lib/contract/users.ts";
import { type Sql, sql, write } from "../db/sql";
import type { Tx } from "../db/transaction";

type Kept = { id: string; userId: string; kind: string; expiresAt: Date };

/** Notes new links. The state of an earlier invitation is dropped, and no email is queued yet. */
export async function noteInvited(tx: Tx, links: Kept[]): Promise<void> {
  const invited = links.filter(({ kind }) => kind === "invitation");
  if (invited.length === 0) return;
  await tx.invitation.deleteMany({ where: { userId: { in: invited.map(({ userId }) => userId) } } });
  await tx.invitation.createMany({ data: invited.map(({ id, userId, expiresAt }) => ({ userId, linkId: id, expiresAt })) });
}

/** Notes that emails with these links are queued. */
export async function noteWaiting(tx: Tx, linkIds: string[]): Promise<void> {
  await tx.invitation.updateMany({ where: { linkId: { in: linkIds } }, data: { mail: "waiting", mailAt: null, mailProblem: null } });
}

/** Notes how an attempt to send a link ended. @returns whether the link is an invitation */
export async function noteMailed(linkId: string, mail: "waiting" | "sent" | "failed", problem: string | null): Promise<boolean> {
  const rows = await write(
    sql`UPDATE invitations SET mail = ${mail}, mail_at = now(), mail_problem = ${problem} WHERE link_id = ${linkId}::uuid RETURNING 1`,
  );
  return rows.length > 0;
}

/** Notes that an invitation was used. */
export async function noteUsed(tx: Tx, userId: string): Promise<void> {
  await tx.invitation.updateMany({ where: { userId }, data: { usedAt: new Date() } });
}

/**
 * A join to `users`: `invited(state, state_at, problem)`, with a null state for people who need no invitation and had none. A person with a
 * password and a confirmed address is in, however they got there. A link that vanished before its time was replaced, or belonged to a
 * former address.
 */
export const invitationJoin: Sql = sql`LATERAL (
  SELECT CASE
      WHEN i.used_at IS NOT NULL THEN 'used'
      WHEN users.password_hash IS NOT NULL AND users.email_confirmed_at IS NOT NULL THEN NULL
      WHEN i.expires_at <= now() THEN 'run_out'
      WHEN l.id IS NOT NULL AND i.mail <> 'none' THEN i.mail
      WHEN l.id IS NOT NULL OR users.password_hash IS NULL THEN 'not_sent'
    END AS state,
    CASE
      WHEN i.used_at IS NOT NULL THEN i.used_at
      WHEN i.expires_at <= now() THEN i.expires_at
      WHEN l.id IS NOT NULL THEN i.mail_at
    END AS state_at,
    CASE WHEN l.id IS NOT NULL THEN i.mail_problem END AS problem
  FROM (SELECT 1) one LEFT JOIN invitations i ON i.user_id = users.id LEFT JOIN one_time_links l ON l.id = i.link_id
) AS invited`;

export type InvitedRow = { state: InvitationState | null; state_at: Date | null; problem: string | null };

/** The invitation as admins see it. */
export const toInvitation = ({ state, state_at: at, problem }: InvitedRow): Invitation | null =>
  state && { state, at: at?.toISOString() ?? null, problem: state === "waiting" || state === "failed" ? problem : null };

/** A condition over `invited`. */
export const hasInvitationState = (state: InvitationState): Sql => sql`invited.state = ${state}`;
