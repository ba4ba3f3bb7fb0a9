import { Name } from "#components/ui/name.tsx";
import type { Course } from "#lib/contract/courses.ts";
import { Link } from "../ui/link";
import { percentOf } from "../uploads/transfer-text";
import { courseHeadingId } from "./course-heading-id";
import { EnrolButton } from "./enrol-button";
import { staffPartNames } from "./staff-part-names";
import { watchedText } from "./watched-bar";

/** A course in a list. The whole card leads to it, except its button. */
export function CourseCard({ course, canEnrol }: { course: Course; canEnrol: boolean }) {
  const { my_part: part, new_threads: fresh = 0, lectures = 0, watched = 0 } = course;
  const teaches = part === "lecturer" || part === "assistant";
  return (
    <article className="relative grid grid-cols-[minmax(0,1fr)] content-start gap-2 rounded-xl border bg-card p-5 transition-colors hover:border-accent-strong">
      <h3 className="break-words font-semibold text-lg">
        <Link id={courseHeadingId(course.id)} href={`/courses/${course.id}`} className="covers-row after:rounded-xl">
          <Name>{course.title}</Name>
        </Link>
      </h3>
      <p className="truncate text-muted-foreground text-sm">
        <Name>{course.lecturer_name}</Name>
      </p>
      {course.description && (
        <p dir="auto" className="line-clamp-3 text-sm [overflow-wrap:anywhere]">
          {course.description}
        </p>
      )}
      {course.enrolled && lectures > 0 && watched > 0 && (
        <span aria-hidden="true" className="mt-1 block h-1 overflow-hidden rounded-full bg-muted">
          <span className="block h-full bg-primary" style={{ width: `${percentOf(watched, lectures)}%` }} />
        </span>
      )}
      <div className="relative mt-2 flex flex-wrap items-center gap-3">
        {canEnrol && !teaches && !course.enrolled && !course.archived_at && (
          <EnrolButton courseId={course.id} title={course.title} leadsTo={`/courses/${course.id}`} quiet />
        )}
        {course.enrolled && (
          <span className="text-muted-foreground text-sm tabular-nums">{lectures > 0 ? watchedText(watched, lectures) : "Enrolled"}</span>
        )}
        {teaches && <span className="text-muted-foreground text-sm">{staffPartNames[part]}</span>}
        {course.archived_at && <span className="text-muted-foreground text-sm">Archived</span>}
        {fresh > 0 && (
          <Link
            href={`/courses/${course.id}/questions`}
            className="ms-auto rounded-full bg-accent-soft px-2.5 py-1 font-semibold text-accent-text text-meta tabular-nums hover:underline"
          >
            {fresh > 99 ? "99+" : fresh} new<span className="sr-only"> in the questions of {course.title}</span>
          </Link>
        )}
      </div>
    </article>
  );
}
