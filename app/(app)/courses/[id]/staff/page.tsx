import type { Metadata } from "next";
import { idParam } from "#app/id-param.ts";
import { CourseHead } from "#components/courses/course-head.tsx";
import { Staff } from "#components/courses/staff.tsx";
import { RefreshOnEvents } from "#components/live/refresh-on-events.ts";
import { RefreshOnUserChanges } from "#components/live/refresh-on-user-changes.ts";
import { isOwner } from "#lib/server/course-access.ts";
import { requireVisibleCoursePage } from "../viewed-course";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Staff · ${(await requireVisibleCoursePage(await idParam(params))).course.title}` };
}

export default async function StaffPage({ params }: Props) {
  const id = await idParam(params);
  const { caller, course, runs, view } = await requireVisibleCoursePage(id);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <RefreshOnEvents courseId={id} />
      <RefreshOnUserChanges />
      <CourseHead course={course} here="/staff" view={view} />
      <Staff courseId={id} staff={course.staff} me={caller.user.id} runs={runs} isOwner={isOwner(course, caller.user.id)} />
    </div>
  );
}
