import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { getCourseSettings } from "#lib/server/courses/get-settings";
import { route } from "#lib/server/http";

export const GET = route({ params: idParams, missing: texts.courseNotFound, message: "Course settings" }, getCourseSettings);
