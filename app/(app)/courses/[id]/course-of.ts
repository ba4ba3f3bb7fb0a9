import { notFound } from "next/navigation";
import { cache } from "react";
import { requireCaller } from "#app/session";
import { getCourse } from "#lib/server/courses/get-course";
import { isAppError } from "#lib/server/errors";

/** The course of an address, for whoever is signed in, and whether they run it; read once per request. */
export const courseOf = cache(async (id: string) => {
  const caller = await requireCaller();
  const course = await getCourse({ caller, params: { id } }).catch((error: unknown) => {
    if (isAppError(error)) notFound();
    throw error;
  });
  return { caller, course, runs: course.lecturer_id === caller.user.id || caller.user.role === "admin" };
});

/** Likewise for a page that is only for who runs the course; for others it is not there. */
export async function courseToRun(id: string) {
  const found = await courseOf(id);
  if (!found.runs) notFound();
  return found;
}
