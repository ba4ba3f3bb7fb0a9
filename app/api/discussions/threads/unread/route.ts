import { z } from "zod";
import { threadSchema } from "#lib/contract/discussions";
import { route } from "#lib/server/api/route";
import { listUnreadThreads } from "#lib/server/discussions/list-unread-threads";

export const GET = route({ answer: z.array(threadSchema), message: "Unread threads" }, listUnreadThreads);
