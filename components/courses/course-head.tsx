import Link from "next/link";
import { Name } from "#components/ui/name.tsx";
import type { Course } from "#lib/contract/courses.ts";
import { type CoursePlace, CourseTabs } from "./course-tabs";

/** The title of a course on a page for the people who run it, with links to its other pages. */
export function CourseHead({ course, here, page }: { course: Course; here: CoursePlace; page: string }) {
  return (
    <header className="grid gap-4">
      <div className="grid gap-1">
        <p className="text-muted-foreground text-sm">
          <Link href={`/courses/${course.id}`} className="hover:underline">
            <Name>{course.title}</Name>
          </Link>
        </p>
        <h1 className="font-semibold text-2xl tracking-tight">{page}</h1>
      </div>
      <CourseTabs courseId={course.id} here={here} />
    </header>
  );
}
