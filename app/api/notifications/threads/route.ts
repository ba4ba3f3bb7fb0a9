import { inboxThreadsQuery, inboxThreadsSchema } from "#lib/contract/notifications";
import { route } from "#lib/server/api/route";
import { listInboxThreads } from "#lib/server/notifications/list-inbox-threads";

export const GET = route({ query: inboxThreadsQuery, answer: inboxThreadsSchema, message: "Threads of the inbox" }, listInboxThreads);
