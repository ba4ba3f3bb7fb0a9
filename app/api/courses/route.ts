import { courseSchema, createCourseBody, listCoursesQuery } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { createCourse } from "#lib/server/courses/create-course.ts";
import { listCourses } from "#lib/server/courses/list-courses.ts";

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
