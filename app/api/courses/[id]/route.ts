import { z } from "zod";
import { courseSchema, courseWithVideosSchema, idParams, patchCourseBody } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { changeCourse } from "#lib/server/courses/change-course.ts";
import { deleteCourse } from "#lib/server/courses/delete-course.ts";
import { getCourse } from "#lib/server/courses/get-course.ts";

const path = { params: idParams, missing: texts.courseNotFound };

export const GET = route({ ...path, answer: courseWithVideosSchema, message: "Course" }, getCourse);
export const PATCH = route(
  {
    ...path,
    body: patchCourseBody,
    answer: courseSchema,
    refuses: { forbidden: [texts.notAllowed, texts.newOwnerTeaches], not_found: [texts.lecturerNotFound] },
    message: "Course changed",
  },
  changeCourse,
);
export const DELETE = route(
  { ...path, answer: z.null(), refuses: { forbidden: [texts.notAllowed] }, message: "Course deleted" },
  deleteCourse,
);
