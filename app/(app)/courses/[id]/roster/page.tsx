import type { Metadata } from "next";
import { idParam } from "#app/id-param.ts";
import { CourseHead } from "#components/courses/course-head.tsx";
import { Roster } from "#components/courses/roster.tsx";
import { getCourseSettings } from "#lib/server/courses/class-settings.ts";
import { listRoster } from "#lib/server/courses/roster.ts";
import { requireRunnableCourse } from "../viewed-course";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Roster · ${(await requireRunnableCourse(await idParam(params))).course.title}` };
}

export default async function RosterPage({ params }: Props) {
  const id = await idParam(params);
  const { caller, course, view } = await requireRunnableCourse(id);
  const [settings, page] = await Promise.all([
    getCourseSettings({ caller, params: { id } }),
    listRoster({ caller, params: { id }, query: { limit: 50 } }),
  ]);
  return (
    <div className="grid gap-6">
      <CourseHead course={course} here="/roster" view={view} />
      <Roster
        courseId={id}
        initial={{ items: page.items, cursor: page.next_cursor ?? null }}
        enrolledCount={settings.enrolled_count}
        archived={course.archived_at !== null}
      />
    </div>
  );
}
