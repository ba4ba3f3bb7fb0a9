import { idParams, rosterQuery } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { listRoster } from "#lib/server/courses/roster";
import { route } from "#lib/server/http";

export const GET = route(
  { params: idParams, missing: texts.courseNotFound, query: rosterQuery, page: true, message: "Roster" },
  listRoster,
);
