import { idParams, rosterEntrySchema, rosterQuery } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { listRoster } from "#lib/server/courses/roster";
import { route } from "#lib/server/http";

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
