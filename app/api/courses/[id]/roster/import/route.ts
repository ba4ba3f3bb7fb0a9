import { idParams, importRosterBody, rosterImportSchema } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { importRoster } from "#lib/server/courses/import-roster.ts";

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
