import type { NotificationsRead, NotificationsRemoved, SyncAnswer, SyncDelta } from "#lib/contract/events.ts";
import type { NotificationEvent } from "#lib/contract/notifications.ts";
import { isReceipt } from "#lib/contract/receipt.ts";

export type Replayed =
  | { event: "notification"; body: NotificationEvent }
  | { event: "notifications:read"; body: NotificationsRead }
  | { event: "notifications:removed"; body: NotificationsRemoved }
  | { event: "notifications:head"; body: { seq: number; epoch: string } };

/**
 * The events that say what a sync answers, for clients that do not sync. Ids and `seq` are the stored ones, so applying an event twice
 * changes nothing. Rows that changed together share one event, because a `seq` is one change. A client too far behind is asked to sync.
 */
export function replayOf(answer: SyncAnswer): Replayed[] {
  const { counts, seq: head, epoch } = answer;
  if (answer.mode === "snapshot") return [{ event: "notifications:head", body: { seq: head, epoch } }];
  return [...bySeq(answer)].flatMap(([seq, changes]): Replayed[] => {
    const at = { counts, seq, epoch };
    const [first] = changes;
    if (!first) return [];
    if ("readUpTo" in first) return [{ event: "notifications:read", body: { upToSeq: first.readUpTo, read: true, ...at } }];
    const ids = changes.flatMap((change) => ("id" in change ? change.id : []));
    if ("removed" in first) return [{ event: "notifications:removed", body: { ids, ...at } }];
    // A single unread row counts as new; several rows at one `seq` were marked.
    const isNew = changes.length === 1 && (!first.read || isReceipt(first));
    if (isNew) return [{ event: "notification", body: { ...first, ...at, read: false } }];
    return [{ event: "notifications:read", body: { ids, read: first.read, ...at } }];
  });
}

function bySeq({ changes }: SyncDelta): Map<number, SyncDelta["changes"]> {
  const groups = new Map<number, SyncDelta["changes"]>();
  for (const change of changes) groups.set(change.seq, [...(groups.get(change.seq) ?? []), change]);
  return groups;
}
