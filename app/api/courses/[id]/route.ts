import { idParams, patchCourseBody } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { changeCourse } from "#lib/server/courses/change-course";
import { deleteCourse } from "#lib/server/courses/delete-course";
import { getCourse } from "#lib/server/courses/get-course";
import { route } from "#lib/server/http";

const path = { params: idParams, missing: texts.courseNotFound };

export const GET = route({ ...path, message: "Course" }, getCourse);
export const PATCH = route({ ...path, body: patchCourseBody, message: "Course changed" }, changeCourse);
export const DELETE = route({ ...path, message: "Course deleted" }, deleteCourse);
