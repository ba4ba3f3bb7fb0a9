import type { Notification } from "#lib/contract/notifications.ts";

export type NotificationRow = {
  id: string;
  type: string;
  payload: unknown;
  created_at: Date | string;
  read_at: Date | string | null;
  seq: bigint | number;
};

/** A notification as clients see it. We wrote its payload in the shape of its type. */
export function toNotification(row: NotificationRow): Notification {
  return {
    id: row.id,
    type: row.type,
    payload: row.payload,
    timestamp: new Date(row.created_at).toISOString(),
    read: row.read_at !== null,
    seq: Number(row.seq),
  } as Notification;
}
