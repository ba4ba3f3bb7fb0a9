import { endedSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { userSessionParams } from "#lib/contract/users";
import { endSessionOf } from "#lib/server/auth/end-sessions";
import { route } from "#lib/server/http";

export const DELETE = route(
  {
    params: userSessionParams,
    missing: texts.sessionNotFound,
    roles: ["admin"],
    answer: endedSchema,
    refuses: { not_found: [texts.userNotFound] },
    message: "Session ended",
  },
  endSessionOf,
);
