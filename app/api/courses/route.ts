import { createCourseBody, listCoursesQuery } from "#lib/contract/courses";
import { createCourse } from "#lib/server/courses/create-course";
import { listCourses } from "#lib/server/courses/list-courses";
import { route } from "#lib/server/http";

export const GET = route({ query: listCoursesQuery, page: true, message: "Courses" }, listCourses);
export const POST = route({ body: createCourseBody, roles: ["lecturer", "admin"], status: 201, message: "Course created" }, createCourse);
