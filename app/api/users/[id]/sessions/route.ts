import { z } from "zod";
import { endedSchema, sessionSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { userParams } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { endAllSessionsOf } from "#lib/server/auth/end-sessions";
import { listSessionsOf } from "#lib/server/auth/list-sessions";

const path = { params: userParams, missing: texts.userNotFound, roles: ["admin"] } as const;

export const GET = route({ ...path, answer: z.array(sessionSchema), message: "Sessions" }, listSessionsOf);
export const DELETE = route({ ...path, answer: endedSchema, message: "Sessions ended" }, endAllSessionsOf);
