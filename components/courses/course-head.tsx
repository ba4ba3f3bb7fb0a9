import type { ReactNode } from "react";
import { Name } from "#components/ui/name.tsx";
import type { CourseWithVideos } from "#lib/contract/courses.ts";
import { courseHeadingId } from "./course-heading-id";
import { type CoursePlace, CourseTabs, type CourseView } from "./course-tabs";

type Props = {
  course: Pick<CourseWithVideos, "id" | "title" | "lecturer_name" | "archived_at">;
  here: CoursePlace;
  view: CourseView;
  /** The acts that this page offers. */
  actions?: ReactNode;
};

/** The top of each page of a course: the same on all of them, with links to the others for who is in it. */
export function CourseHead({ course, here, view, actions }: Props) {
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 flex-[1_1_16rem] grid-cols-[minmax(0,1fr)] gap-1">
          <h1 id={courseHeadingId(course.id)} tabIndex={-1} className="page-title break-words outline-none">
            <Name>{course.title}</Name>
          </h1>
          <p className="text-muted-foreground">
            <Name>{course.lecturer_name}</Name>
            {course.archived_at && " · Archived: read-only"}
          </p>
        </div>
        <div className="flex flex-wrap gap-2 empty:hidden">{actions}</div>
      </div>
      {view.inside && <CourseTabs courseId={course.id} here={here} view={view} />}
    </header>
  );
}
