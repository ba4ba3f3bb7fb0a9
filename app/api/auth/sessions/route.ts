import { z } from "zod";
import { endedSchema, sessionSchema } from "#lib/contract/auth";
import { route } from "#lib/server/api/route";
import { endOtherSessions } from "#lib/server/auth/end-sessions";
import { listSessions } from "#lib/server/auth/list-sessions";

export const GET = route({ answer: z.array(sessionSchema), message: "Sessions" }, listSessions);
export const DELETE = route({ answer: endedSchema, message: "Other sessions ended" }, endOtherSessions);
