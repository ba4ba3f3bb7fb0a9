import { inboxPageSchema, listNotificationsQuery } from "#lib/contract/notifications.ts";
import { route } from "#lib/server/api/route.ts";
import { listNotifications } from "#lib/server/notifications/list-notifications.ts";

export const GET = route(
  { query: listNotificationsQuery, answer: inboxPageSchema, message: "Notifications", optimisticSession: true },
  listNotifications,
);
