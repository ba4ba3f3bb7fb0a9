import { z } from "zod";
import { rosterParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { removeFromRoster } from "#lib/server/courses/roster.ts";

export const DELETE = route(
  {
    params: rosterParams,
    missing: texts.courseNotFound,
    answer: z.null(),
    refuses: { forbidden: [texts.notAllowed], not_found: [texts.notOnRoster] },
    message: "Taken off the roster",
  },
  removeFromRoster,
);
