import { courseSettingsSchema, idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { getCourseSettings } from "#lib/server/courses/get-settings";

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
