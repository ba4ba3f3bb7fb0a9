import { idParams, importRosterBody } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { importRoster } from "#lib/server/courses/import-roster";
import { route } from "#lib/server/http";

export const POST = route(
  { params: idParams, missing: texts.courseNotFound, body: importRosterBody, message: "Roster import" },
  importRoster,
);
