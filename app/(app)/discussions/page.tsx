import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isTeaching, requireCaller } from "#app/session.ts";
import { DiscussionFilters } from "#components/thread-list/discussion-filters.tsx";
import { DiscussionList } from "#components/thread-list/discussion-list.tsx";
import { EmptyList } from "#components/thread-list/empty-list.tsx";
import { discussionsHref, type ListFilter, parseListFilter, tabQuery } from "#lib/client/thread/list-filter.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "#lib/server/caller.ts";
import { getCourse } from "#lib/server/courses/get-course.ts";
import { listCourses } from "#lib/server/courses/list-courses.ts";
import { listThreads } from "#lib/server/discussions/list-threads.ts";

export const metadata: Metadata = { title: "Discussions" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** All of it comes at once: a list that is streamed is painted after the scripts, which come before it. */
export default async function DiscussionsPage({ searchParams }: Props) {
  const caller = await requireCaller();
  const teaches = await isTeaching();
  if (caller.user.role === "admin" && !teaches) redirect("/");
  const filter = parseListFilter(await searchParams);
  return (
    <div className="grid gap-5">
      <h1 className="page-title">Discussions</h1>
      <Filters caller={caller} filter={filter} />
      <List caller={caller} filter={filter} teaches={teaches} />
    </div>
  );
}

async function Filters({ caller, filter }: { caller: Caller; filter: ListFilter }) {
  const [courses, chosen] = await Promise.all([
    listCourses({ caller, query: { limit: limits.pageMax }, own: true }),
    filter.courseId === null ? null : getCourse({ caller, params: { id: filter.courseId } }).catch(() => null),
  ]);
  const own = courses.items.filter((course) => course.my_part !== null || course.id === filter.courseId);
  return (
    <DiscussionFilters
      filter={filter}
      courses={own.map(({ id, title }) => ({ id, title }))}
      videos={(chosen?.videos ?? []).map(({ id, title }) => ({ id, title }))}
    />
  );
}

async function List({ caller, filter, teaches }: { caller: Caller; filter: ListFilter; teaches: boolean }) {
  const page = await listThreads({
    caller,
    query: {
      limit: limits.pageDefault,
      ...tabQuery[filter.tab],
      ...(filter.courseId && { course_id: filter.courseId }),
      ...(filter.videoId && { video_id: filter.videoId }),
    },
  });
  const initial = { items: page.items, cursor: page.next_cursor ?? null };
  return <DiscussionList key={discussionsHref(filter)} {...{ initial, filter }} empty={<EmptyList filter={filter} teaches={teaches} />} />;
}
