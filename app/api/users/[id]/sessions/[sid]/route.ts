import { endedSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { userSessionParams } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { endSessionOf } from "#lib/server/auth/end-sessions";

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
