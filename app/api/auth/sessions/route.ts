import { z } from "zod";
import { endedSchema, sessionSchema } from "#lib/contract/auth.ts";
import { route } from "#lib/server/api/route.ts";
import { endOtherSessions } from "#lib/server/auth/end-sessions.ts";
import { listSessions } from "#lib/server/auth/list-sessions.ts";

export const GET = route({ answer: z.array(sessionSchema), message: "Sessions" }, listSessions);
export const DELETE = route({ answer: endedSchema, message: "Other sessions ended" }, endOtherSessions);
