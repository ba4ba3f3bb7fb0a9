import { inboxThreadsQuery, inboxThreadsSchema } from "#lib/contract/notifications.ts";
import { route } from "#lib/server/api/route.ts";
import { listInboxThreads } from "#lib/server/notifications/list-inbox-threads.ts";

export const GET = route({ query: inboxThreadsQuery, answer: inboxThreadsSchema, message: "Threads of the inbox" }, listInboxThreads);
