import { countsAtSchema, readBody } from "#lib/contract/notifications";
import { route } from "#lib/server/api/route";
import { markRead } from "#lib/server/notifications/mark";

export const POST = route({ body: readBody, answer: countsAtSchema, message: "Marked as read" }, markRead);
