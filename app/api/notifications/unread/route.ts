import { countsAtSchema, unreadBody } from "#lib/contract/notifications";
import { route } from "#lib/server/api/route";
import { markUnread } from "#lib/server/notifications/mark";

export const POST = route({ body: unreadBody, answer: countsAtSchema, message: "Marked as unread" }, markUnread);
