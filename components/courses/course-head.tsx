import type { ReactNode } from "react";
import { Name } from "#components/ui/name.tsx";
import type { Course } from "#lib/contract/courses.ts";
import { Link } from "../ui/link";
import { type CoursePlace, CourseTabs, type CourseView } from "./course-tabs";

type Props = {
  course: Pick<Course, "id" | "title">;
  here: CoursePlace;
  page: string;
  view: CourseView;
  /** The acts that this page offers. */
  actions?: ReactNode;
};

/** The top of a page of a course, with links to its other pages. */
export function CourseHead({ course, here, page, view, actions }: Props) {
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
        <p className="break-words text-muted-foreground text-sm">
          <Link href={`/courses/${course.id}`} className="inline-block max-w-full leading-6 hover:underline">
            <Name>{course.title}</Name>
          </Link>
        </p>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <h1 className="page-title">{page}</h1>
          {actions}
        </div>
      </div>
      <CourseTabs courseId={course.id} here={here} view={view} />
    </header>
  );
}
