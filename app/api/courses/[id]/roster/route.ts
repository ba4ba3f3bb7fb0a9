import { idParams, rosterEntrySchema, rosterQuery } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { listRoster } from "#lib/server/courses/roster.ts";

export const GET = route(
  {
    params: idParams,
    missing: texts.courseNotFound,
    query: rosterQuery,
    page: true,
    answer: rosterEntrySchema,
    refuses: { forbidden: [texts.notAllowed] },
    message: "Roster",
  },
  listRoster,
);
