import type { Metadata } from "next";
import { Suspense } from "react";
import { requireCaller } from "#app/session";
import { CourseCard } from "#components/courses/course-card";
import { CourseGrid, CourseGridSkeleton } from "#components/courses/course-grid";
import { EmptyState } from "#components/discussions/empty-state";
import { limits } from "#lib/contract/limits";
import type { Caller } from "#lib/server/auth/authenticate";
import { listCourses } from "#lib/server/courses/list-courses";

export const metadata: Metadata = { title: "Courses" };

/** Not loading.tsx: that would answer 200 before it is known who asks, and a redirect to the sign-in would come too late. */
export default async function CoursesPage() {
  const caller = await requireCaller();
  return (
    <div className="grid gap-6">
      <h1 className="font-semibold text-2xl tracking-tight">Courses</h1>
      <Suspense fallback={<CourseGridSkeleton />}>
        <Catalogue caller={caller} />
      </Suspense>
    </div>
  );
}

/** What one is in, or teaches, comes first. */
async function Catalogue({ caller }: { caller: Caller }) {
  const { items } = await listCourses({ caller, query: { limit: limits.pageMax } });
  const isOwn = (course: (typeof items)[number]) => course.enrolled || course.lecturer_id === caller.user.id;
  const courses = items.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  if (courses.length === 0)
    return <EmptyState title="There are no courses yet">As soon as a lecturer opens one, it is listed here.</EmptyState>;
  return (
    <CourseGrid>
      {courses.map((course) => (
        <CourseCard key={course.id} course={course} canEnrol={caller.user.role === "student"} />
      ))}
    </CourseGrid>
  );
}
