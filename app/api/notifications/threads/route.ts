import { inboxThreadsQuery } from "#lib/contract/notifications";
import { route } from "#lib/server/http";
import { listInboxThreads } from "#lib/server/notifications/list-inbox-threads";

export const GET = route({ query: inboxThreadsQuery, message: "Threads of the inbox" }, listInboxThreads);
