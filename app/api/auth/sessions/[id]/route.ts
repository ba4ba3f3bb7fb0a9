import { endedSchema, sessionParams } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { endOwnSession } from "#lib/server/auth/end-sessions";
import { route } from "#lib/server/http";

export const DELETE = route(
  { params: sessionParams, missing: texts.sessionNotFound, answer: endedSchema, message: "Session ended" },
  endOwnSession,
);
