import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { idParam } from "#app/id-param.ts";
import { CourseHead } from "#components/courses/course-head.tsx";
import { RefreshOnEvents } from "#components/live/refresh-on-events.ts";
import { ClassFilters } from "#components/thread-list/class-filters.tsx";
import { ClassThreads } from "#components/thread-list/class-threads.tsx";
import { NoClassThreads } from "#components/thread-list/no-class-threads.tsx";
import { classHref, parseClassView } from "#lib/client/feed/class-filter.ts";
import { limits } from "#lib/contract/limits.ts";
import { feedHead } from "#lib/server/discussions/feed.ts";
import { listClassThreads } from "#lib/server/discussions/list-class-threads.ts";
import { Announce } from "../announce";
import { requireVisibleCoursePage } from "../viewed-course";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: `Questions · ${(await requireVisibleCoursePage(await idParam(params))).course.title}` };
}

export default async function QuestionsPage({ params, searchParams }: Props) {
  const id = await idParam(params);
  const { caller, course, view } = await requireVisibleCoursePage(id);
  if (!view.inClass) notFound();
  const shown = parseClassView(await searchParams);
  const { filter, sort, videoId } = shown;
  // Before the list, so that nothing falls between.
  const head = await feedHead(id);
  const page = await listClassThreads({
    caller,
    params: { id },
    query: { filter, sort, limit: limits.pageDefault, ...(videoId && { video_id: videoId }) },
  });
  const learns = course.my_part === "student" && course.archived_at === null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <RefreshOnEvents courseId={id} />
      <CourseHead course={course} here="/questions" view={view} actions={<Announce caller={caller} course={course} />} />
      <div className="grid gap-5">
        <ClassFilters courseId={id} view={shown} videos={course.videos.map(({ id: video, title }) => ({ id: video, title }))} />
        <ClassThreads
          key={classHref(id, shown)}
          courseId={id}
          view={shown}
          initial={{ items: page.items, cursor: page.next_cursor ?? null }}
          head={head}
          canVote={learns}
          empty={<NoClassThreads courseId={id} view={shown} learns={learns} />}
        />
      </div>
    </div>
  );
}
