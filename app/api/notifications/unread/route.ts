import { countsAtSchema, unreadBody } from "#lib/contract/notifications.ts";
import { route } from "#lib/server/api/route.ts";
import { markUnread } from "#lib/server/notifications/mark.ts";

export const POST = route({ body: unreadBody, answer: countsAtSchema, message: "Marked as unread" }, markUnread);
