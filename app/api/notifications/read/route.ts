import { countsAtSchema, readBody } from "#lib/contract/notifications";
import { route } from "#lib/server/http";
import { markRead } from "#lib/server/notifications/mark";

export const POST = route({ body: readBody, answer: countsAtSchema, message: "Marked as read" }, markRead);
