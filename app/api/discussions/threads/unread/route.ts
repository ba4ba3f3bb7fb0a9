import { z } from "zod";
import { threadSchema } from "#lib/contract/discussions.ts";
import { route } from "#lib/server/api/route.ts";
import { listUnreadThreads } from "#lib/server/discussions/list-unread-threads.ts";

export const GET = route({ answer: z.array(threadSchema), message: "Unread threads" }, listUnreadThreads);
