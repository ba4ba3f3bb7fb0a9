import { courseSettingsSchema, idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { getCourseSettings } from "#lib/server/courses/get-settings.ts";

export const GET = route(
  {
    params: idParams,
    missing: texts.courseNotFound,
    answer: courseSettingsSchema,
    refuses: { forbidden: [texts.notAllowed] },
    message: "Course settings",
  },
  getCourseSettings,
);
