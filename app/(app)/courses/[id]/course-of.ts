import { notFound } from "next/navigation";
import { cache } from "react";
import { requireCaller } from "#app/session.ts";
import { mayIn } from "#lib/server/course-access.ts";
import { getCourse } from "#lib/server/courses/get-course.ts";
import { isAppError } from "#lib/server/errors.ts";

/** The course of an address for the signed-in person, and whether they run it; read once per request. */
export const courseOf = cache(async (id: string) => {
  const caller = await requireCaller();
  const course = await getCourse({ caller, params: { id } }).catch((error: unknown) => {
    if (isAppError(error)) notFound();
    throw error;
  });
  return { caller, course, runs: mayIn("run", course, caller) };
});

/** Does the same for a page that is only for the people who run the course. Others get a 404. */
export async function courseToRun(id: string) {
  const found = await courseOf(id);
  if (!found.runs) notFound();
  return found;
}
