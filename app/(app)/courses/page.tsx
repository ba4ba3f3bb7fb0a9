import { BookOpen } from "lucide-react";
import type { Metadata } from "next";
import { requireCaller } from "#app/session.ts";
import { CourseCard } from "#components/courses/course-card.tsx";
import { CourseGrid } from "#components/courses/course-grid.tsx";
import { NewCourse } from "#components/courses/new-course.tsx";
import { RefreshOnEvents } from "#components/live/refresh-on-events.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Course } from "#lib/contract/courses.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "#lib/server/caller.ts";
import { listCourses } from "#lib/server/courses/list-courses.ts";
import { listLecturers } from "#lib/server/users/list-lecturers.ts";

export const metadata: Metadata = { title: "Courses" };

export default async function CoursesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const caller = await requireCaller();
  const { cursor } = await searchParams;
  const { role } = caller.user;
  return (
    <div className="grid gap-6">
      <RefreshOnEvents />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="page-title">Courses</h1>
        {role !== "student" && <NewCourse lecturers={role === "admin" ? await listLecturers() : null} />}
      </div>
      <Catalogue caller={caller} cursor={typeof cursor === "string" ? cursor : undefined} />
    </div>
  );
}

/** The reader's own courses come first. Archived ones come last, in a section of their own. */
async function Catalogue({ caller, cursor }: { caller: Caller; cursor: string | undefined }) {
  const newest = () => listCourses({ caller, query: { limit: limits.pageMax } });
  const { items, next_cursor } = cursor
    ? await listCourses({ caller, query: { limit: limits.pageMax, cursor } }).catch(newest)
    : await newest();
  const courses = items.toSorted((a, b) => Number(b.my_part !== null) - Number(a.my_part !== null));
  const archived = courses.filter((course) => course.archived_at !== null);
  const running = courses.filter((course) => course.archived_at === null);
  const cards = (some: Course[]) => (
    <CourseGrid>
      {some.map((course) => (
        <CourseCard key={course.id} course={course} canEnrol={caller.user.role === "student"} />
      ))}
    </CourseGrid>
  );
  return (
    <>
      <section aria-labelledby="running">
        <h2 id="running" className="sr-only">
          Running
        </h2>
        {running.length === 0 && !cursor ? <NoCourses isStudent={caller.user.role === "student"} /> : cards(running)}
      </section>
      {archived.length > 0 && (
        <section aria-labelledby="archived" className="mt-4 grid gap-4">
          <h2 id="archived" className="font-semibold text-lg">
            Archived
          </h2>
          {cards(archived)}
        </section>
      )}
      {next_cursor && (
        <Button asChild variant="outline" className="justify-self-center">
          <Link href={`/courses?cursor=${encodeURIComponent(next_cursor)}`}>Older courses</Link>
        </Button>
      )}
    </>
  );
}

function NoCourses({ isStudent }: { isStudent: boolean }) {
  return isStudent ? (
    <EmptyState icon={BookOpen} title="No courses yet">
      New courses will be listed here. Are you missing one? Ask your lecturer.
    </EmptyState>
  ) : (
    <EmptyState icon={BookOpen} title="No courses yet">
      Create one with “New course”. Students will find it here and can enrol.
    </EmptyState>
  );
}
