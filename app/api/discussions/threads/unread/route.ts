import { listUnreadThreads } from "#lib/server/discussions/list-unread-threads";
import { route } from "#lib/server/http";

export const GET = route({ message: "Unread threads" }, listUnreadThreads);
