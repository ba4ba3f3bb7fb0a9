import { endedSchema, sessionParams } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { endOwnSession } from "#lib/server/auth/end-sessions";

export const DELETE = route(
  { params: sessionParams, missing: texts.sessionNotFound, answer: endedSchema, message: "Session ended" },
  endOwnSession,
);
