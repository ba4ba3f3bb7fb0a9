import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { requireCaller } from "#app/session.ts";
import type { CourseView } from "#components/courses/course-tabs.tsx";
import { canIn } from "#lib/server/course-access.ts";
import { getCourse } from "#lib/server/courses/get-course.ts";
import { isAppError } from "#lib/server/errors.ts";

/** The course of an address for the signed-in person, and what they may see of it; read once per request. */
export const viewedCourse = cache(async (id: string) => {
  const caller = await requireCaller();
  const course = await getCourse({ caller, params: { id } }).catch((error: unknown) => {
    if (isAppError(error)) notFound();
    throw error;
  });
  const runs = canIn("run", course, caller);
  const view: CourseView = { inside: canIn("watch", course, caller), inClass: canIn("readClass", course, caller), runs };
  return { caller, course, runs, view };
});

/** Does the same for a page that is only for the people who run the course. Others get a 404. */
export async function requireRunnableCourse(id: string) {
  const found = await viewedCourse(id);
  if (!found.runs) notFound();
  return found;
}

/** Does the same for a page that is for people in the course and admins. Others are led to the course's own page, where they can enrol. */
export async function requireVisibleCoursePage(id: string) {
  const found = await viewedCourse(id);
  if (!found.view.inside) redirect(`/courses/${id}`);
  return found;
}
