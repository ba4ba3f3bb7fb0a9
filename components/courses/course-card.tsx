import Link from "next/link";
import { Name } from "#components/ui/name.tsx";
import type { Course } from "#lib/contract/courses.ts";
import { EnrolButton } from "./enrol-button";

/** A course in a list. The whole card leads to it, except its button. */
export function CourseCard({ course, canEnrol }: { course: Course; canEnrol: boolean }) {
  return (
    <article className="relative grid content-start gap-2 rounded-xl border bg-card p-5 transition-colors hover:border-accent-strong">
      <h3 className="font-semibold text-lg">
        <Link href={`/courses/${course.id}`} className="after:absolute after:inset-0 after:rounded-xl">
          <Name>{course.title}</Name>
        </Link>
      </h3>
      <p className="text-muted-foreground text-sm">
        <Name>{course.lecturer_name}</Name>
      </p>
      {course.description && (
        <p dir="auto" className="line-clamp-3 text-sm">
          {course.description}
        </p>
      )}
      <div className="relative mt-2 flex items-center gap-3">
        {canEnrol && !course.archived_at && <EnrolButton courseId={course.id} title={course.title} enrolled={course.enrolled} />}
        {course.enrolled && <span className="text-muted-foreground text-sm">Enrolled</span>}
        {course.archived_at && <span className="text-muted-foreground text-sm">Archived</span>}
      </div>
    </article>
  );
}
