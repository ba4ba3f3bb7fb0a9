import { rosterParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { removeFromRoster } from "#lib/server/courses/roster";
import { route } from "#lib/server/http";

export const DELETE = route({ params: rosterParams, missing: texts.courseNotFound, message: "Taken off the roster" }, removeFromRoster);
