import { countsAtSchema, readBody } from "#lib/contract/notifications.ts";
import { route } from "#lib/server/api/route.ts";
import { markRead } from "#lib/server/notifications/mark.ts";

export const POST = route({ body: readBody, answer: countsAtSchema, message: "Marked as read", optimisticSession: true }, markRead);
