import { listCoursesQuery } from "#lib/contract/courses";
import { listCourses } from "#lib/server/courses/list-courses";
import { route } from "#lib/server/http";

export const GET = route({ query: listCoursesQuery, page: true, message: "Courses" }, listCourses);
