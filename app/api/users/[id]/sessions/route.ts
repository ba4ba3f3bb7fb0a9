import { z } from "zod";
import { endedSchema, sessionSchema } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { userParams } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { endAllSessionsOf } from "#lib/server/auth/end-sessions.ts";
import { listSessionsOf } from "#lib/server/auth/list-sessions.ts";

const path = { params: userParams, missing: texts.userNotFound, roles: ["admin"] } as const;

export const GET = route({ ...path, answer: z.array(sessionSchema), message: "Sessions" }, listSessionsOf);
export const DELETE = route({ ...path, answer: endedSchema, message: "Sessions ended" }, endAllSessionsOf);
