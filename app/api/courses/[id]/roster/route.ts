import { idParams, rosterEntrySchema, rosterQuery } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { listRoster } from "#lib/server/courses/roster";

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
