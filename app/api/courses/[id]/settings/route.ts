import { classSettingsBody } from "#lib/contract/class.ts";
import { courseSettingsSchema, idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { changeCourseSettings, getCourseSettings } from "#lib/server/courses/class-settings.ts";

const path = {
  params: idParams,
  missing: texts.courseNotFound,
  answer: courseSettingsSchema,
  refuses: { forbidden: [texts.notAllowed] },
};

export const GET = route({ ...path, message: "Course settings" }, getCourseSettings);
export const PATCH = route({ ...path, body: classSettingsBody, message: "Course settings changed" }, changeCourseSettings);
