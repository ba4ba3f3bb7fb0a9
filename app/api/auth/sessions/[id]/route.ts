import { endedSchema, sessionParams } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { endOwnSession } from "#lib/server/auth/end-sessions.ts";

export const DELETE = route(
  { params: sessionParams, missing: texts.sessionNotFound, answer: endedSchema, message: "Session ended" },
  endOwnSession,
);
