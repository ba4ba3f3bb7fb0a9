import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { getCourse } from "#lib/server/courses/get-course";
import { route } from "#lib/server/http";

export const GET = route({ params: idParams, missing: texts.courseNotFound, message: "Course" }, getCourse);
