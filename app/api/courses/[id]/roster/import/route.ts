import { idParams, importRosterBody, rosterImportSchema } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { importRoster } from "#lib/server/courses/import-roster";

export const POST = route(
  {
    params: idParams,
    missing: texts.courseNotFound,
    body: importRosterBody,
    answer: rosterImportSchema,
    refuses: { forbidden: [texts.notAllowed], conflict: [texts.takesNobody] },
    message: "Roster import",
  },
  importRoster,
);
