import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { idParam } from "#app/id-param";
import { requireCaller } from "#app/session";
import { EnrolButton } from "#components/courses/enrol-button";
import { VideoCard } from "#components/courses/video-card";
import { EmptyState } from "#components/discussions/empty-state";
import { ThreadRow } from "#components/discussions/thread-row";
import { LiveRefresh } from "#components/layout/live-refresh";
import { getCourse } from "#lib/server/courses/get-course";
import { listThreads } from "#lib/server/discussions/list-threads";
import { isAppError } from "#lib/server/errors";

type Props = { params: Promise<{ id: string }> };

const courseOf = cache(async (id: string) => {
  const caller = await requireCaller();
  const course = await getCourse({ caller, params: { id } }).catch((error: unknown) => {
    if (isAppError(error)) notFound();
    throw error;
  });
  return { caller, course };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await courseOf(await idParam(params))).course.title };
}

export default async function CoursePage({ params }: Props) {
  const id = await idParam(params);
  const { caller, course } = await courseOf(id);
  const { role } = caller.user;
  const inside = course.enrolled || course.lecturer_id === caller.user.id || role === "admin";
  const open = role === "admin" ? [] : (await listThreads({ caller, query: { course_id: id, status: "open", limit: 20 } })).items;
  return (
    <div className="grid gap-10">
      <LiveRefresh />
      <header className="grid max-w-3xl gap-2">
        <h1 className="font-semibold text-2xl tracking-tight sm:text-3xl">{course.title}</h1>
        <p className="text-muted-foreground">{course.lecturer_name}</p>
        {course.description && <p className="leading-relaxed">{course.description}</p>}
        {role === "student" && !course.archived_at && (
          <div className="mt-2 flex flex-wrap items-center gap-3">
            <EnrolButton courseId={course.id} title={course.title} enrolled={course.enrolled} />
            {!course.enrolled && <p className="text-muted-foreground text-sm">Enrol to watch the lectures and to ask.</p>}
          </div>
        )}
      </header>
      <section aria-labelledby="lectures">
        <h2 id="lectures" className="mb-4 font-semibold text-lg">
          Lectures
        </h2>
        {course.videos.length === 0 ? (
          <EmptyState title="No lectures yet">They appear here as soon as they can be played.</EmptyState>
        ) : (
          <div className="grid gap-x-5 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
            {course.videos.map((video) => (
              <VideoCard key={video.id} video={video} open={inside} />
            ))}
          </div>
        )}
      </section>
      {open.length > 0 && (
        <section aria-labelledby="questions">
          <h2 id="questions" className="mb-1 font-semibold text-lg">
            {role === "lecturer" ? "Open questions" : "Your open questions"}
          </h2>
          <ul className="-mx-3 divide-y sm:-mx-4">
            {open.map((thread) => (
              <li key={thread.id}>
                <ThreadRow thread={thread} role={role} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
