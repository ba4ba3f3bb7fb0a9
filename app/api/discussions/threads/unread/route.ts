import { z } from "zod";
import { threadSchema } from "#lib/contract/discussions";
import { listUnreadThreads } from "#lib/server/discussions/list-unread-threads";
import { route } from "#lib/server/http";

export const GET = route({ answer: z.array(threadSchema), message: "Unread threads" }, listUnreadThreads);
