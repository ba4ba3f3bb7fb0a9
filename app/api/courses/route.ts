import { courseSchema, createCourseBody, listCoursesQuery } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { createCourse } from "#lib/server/courses/create-course";
import { listCourses } from "#lib/server/courses/list-courses";

export const GET = route({ query: listCoursesQuery, page: true, answer: courseSchema, message: "Courses" }, listCourses);
export const POST = route(
  {
    body: createCourseBody,
    roles: ["lecturer", "admin"],
    status: 201,
    answer: courseSchema,
    refuses: { not_found: [texts.lecturerNotFound] },
    message: "Course created",
  },
  createCourse,
);
