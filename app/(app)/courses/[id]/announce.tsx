import { AnnounceButton } from "#components/courses/announce-button.tsx";
import type { CourseWithVideos } from "#lib/contract/courses.ts";
import type { Caller } from "#lib/server/caller.ts";
import { canIn } from "#lib/server/course-access.ts";
import { getCourseSettings } from "#lib/server/courses/class-settings.ts";

/** The button for an announcement, where the reader may make one. Nobody writes in an archived course. */
export async function Announce({ caller, course }: { caller: Caller; course: CourseWithVideos }) {
  if (!canIn("announce", course, caller) || course.archived_at !== null) return null;
  const { enrolled_count } = await getCourseSettings({ caller, params: { id: course.id } });
  return (
    <AnnounceButton
      courseId={course.id}
      // The author is on the staff.
      notified={enrolled_count + Math.max(0, course.staff.length - 1)}
      videos={course.videos.map(({ id, title }) => ({ id, title }))}
    />
  );
}
