import type { PayloadOf } from "#lib/contract/notifications.ts";
import { sql } from "../db/sql";
import type { Tx } from "../db/transaction";
import type { InboxWrite, NewNotification } from "../notifications/inbox-changes";

/** The inbox changes that notify admins of an act on accounts, except the one who acts (docs/contract.md section 5). */
export const adminNotifications = (
  admins: string[],
  actorId: string | null,
  notification: NewNotification<"user/created" | "user/deleted">,
) => admins.filter((userId) => userId !== actorId).map((userId): InboxWrite => ({ userId, kind: "add", notification }));

/** How many people who make or delete their own account get a notification each within `windowMs`. The others share one. */
const singleMax = 10;
const windowMs = 3_600_000;

type AccountNotification = { [Type in "user/created" | "user/deleted"]: { type: Type; payload: PayloadOf[Type] } }[
  | "user/created"
  | "user/deleted"];

/**
 * Does what `adminNotifications` does, for acts of people on their own account. Bounded, so that nobody can use them to fill inboxes.
 * Counts entries of the audit log, so deleting an account does not start the count anew. The caller has locked the admins, so simultaneous
 * acts are counted one after the other.
 */
export async function boundedAdminNotifications(tx: Tx, admins: string[], notification: AccountNotification): Promise<InboxWrite[]> {
  const since = new Date(Date.now() - windowMs);
  const recent = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM audit_log WHERE action = ${notification.type} AND at > ${since} AND actor_id = target_id LIMIT ${singleMax + 1}`;
  if (recent.length <= singleMax) return adminNotifications(admins, null, notification);
  const open = await tx.$queryRaw<{ user_id: string; id: string }[]>`
    SELECT DISTINCT ON (n.user_id) n.user_id, n.id FROM notifications n
    WHERE n.user_id = ANY(${admins}::uuid[]) AND n.counted AND n.removed_at IS NULL AND n.created_at > ${since}
      AND n.type = ${notification.type} AND n.payload->'others' IS NOT NULL
    ORDER BY n.user_id, n.created_at DESC`;
  const openOf = new Map(open.map((row) => [row.user_id, row.id]));
  return admins.flatMap((userId): InboxWrite[] => {
    const id = openOf.get(userId);
    if (id === undefined)
      return adminNotifications([userId], null, {
        ...notification,
        payload: { ...notification.payload, others: 0 },
      } as AccountNotification);
    const payload = sql`jsonb_set(n.payload, '{others}', to_jsonb((n.payload->>'others')::int + 1))`;
    return [{ userId, kind: "rewrite", rows: sql`n.id = ${id}::uuid`, payload }];
  });
}
