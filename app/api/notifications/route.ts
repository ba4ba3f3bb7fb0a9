import { inboxPageSchema, listNotificationsQuery } from "#lib/contract/notifications";
import { route } from "#lib/server/api/route";
import { listNotifications } from "#lib/server/notifications/list-notifications";

export const GET = route({ query: listNotificationsQuery, answer: inboxPageSchema, message: "Notifications" }, listNotifications);
