import { endedSchema } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { userSessionParams } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { endSessionOf } from "#lib/server/auth/end-sessions.ts";

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
