import type { Metadata } from "next";
import { idParam } from "#app/id-param.ts";
import { CourseHead } from "#components/courses/course-head.tsx";
import { CourseSettings } from "#components/courses/course-settings.tsx";
import { RefreshOnEvents } from "#components/live/refresh-on-events.ts";
import { canIn } from "#lib/server/course-access.ts";
import { getCourseSettings } from "#lib/server/courses/class-settings.ts";
import { listLecturers } from "#lib/server/users/list-lecturers.ts";
import { requireRunnableCourse } from "../viewed-course";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Settings · ${(await requireRunnableCourse(await idParam(params))).course.title}` };
}

export default async function CourseSettingsPage({ params }: Props) {
  const id = await idParam(params);
  const { caller, course, view } = await requireRunnableCourse(id);
  const [settings, lecturers] = await Promise.all([
    getCourseSettings({ caller, params: { id } }),
    canIn("giveAway", course, caller) ? listLecturers() : null,
  ]);
  const { title, description, lecturer_id } = course;
  const { class_questions, anonymity, posting, closed_from, closed_until } = settings;
  const initial = { title, description, lecturer_id, enrolment_code: settings.enrolment_code ?? "" };
  return (
    <div className="grid gap-6">
      <RefreshOnEvents courseId={id} />
      <CourseHead course={course} here="/settings" view={view} />
      <CourseSettings
        // Begins anew with what a colleague saved meanwhile.
        key={JSON.stringify(initial)}
        courseId={id}
        initial={initial}
        archived={course.archived_at !== null}
        classSettings={{ class_questions, anonymity, posting, closed_from, closed_until }}
        lecturers={lecturers}
        holds={{ lectures: course.videos.length, students: settings.enrolled_count }}
      />
    </div>
  );
}
