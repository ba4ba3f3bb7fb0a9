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

/** How many people who make or delete their own account get a notification each within `newsWindowMs`. The others share one. */
const singleNewsMax = 10;
const newsWindowMs = 3_600_000;

type News = { [Type in "user/created" | "user/deleted"]: { type: Type; payload: PayloadOf[Type] } }["user/created" | "user/deleted"];

/**
 * Does what `adminNotifications` does, for acts of people on their own account. Bounded, so that nobody can use them to fill inboxes.
 * Counts entries of the audit log, so deleting an account does not start the count anew. The caller has locked the admins, so simultaneous
 * acts are counted one after the other.
 */
export async function boundedAdminNotifications(tx: Tx, admins: string[], news: News): Promise<InboxWrite[]> {
  const since = new Date(Date.now() - newsWindowMs);
  const recent = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM audit_log WHERE action = ${news.type} AND at > ${since} AND actor_id = target_id LIMIT ${singleNewsMax + 1}`;
  if (recent.length <= singleNewsMax) return adminNotifications(admins, null, news);
  const open = await tx.$queryRaw<{ user_id: string; id: string }[]>`
    SELECT DISTINCT ON (n.user_id) n.user_id, n.id FROM notifications n
    WHERE n.user_id = ANY(${admins}::uuid[]) AND n.counted AND n.removed_at IS NULL AND n.created_at > ${since}
      AND n.type = ${news.type} AND n.payload->'others' IS NOT NULL
    ORDER BY n.user_id, n.created_at DESC`;
  const openOf = new Map(open.map((row) => [row.user_id, row.id]));
  return admins.flatMap((userId): InboxWrite[] => {
    const id = openOf.get(userId);
    if (id === undefined) return adminNotifications([userId], null, { ...news, payload: { ...news.payload, others: 0 } } as News);
    const payload = sql`jsonb_set(n.payload, '{others}', to_jsonb((n.payload->>'others')::int + 1))`;
    return [{ userId, kind: "rewrite", rows: sql`n.id = ${id}::uuid`, payload }];
  });
}
