"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { type QueueScope, type QueueView, queueHref } from "#lib/client/thread/queue-view.ts";
import { queueScopes } from "#lib/contract/names.ts";
import { FilterSelect } from "../ui/filter-select";
import { FilterTabs } from "../ui/filter-tabs";

const names: Record<QueueScope, string> = { all: "All", unclaimed: "Unclaimed", mine: "Mine" };

type Choice = { id: string; title: string };
type Props = {
  view: QueueView /** Those that the reader teaches. */;
  courses: Choice[] /** Of the course that is shown. */;
  videos: Choice[];
};

/** Which questions of the queue are shown. Every choice is an address of its own. */
export function QueueFilters({ view, courses, videos }: Props) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (change: Partial<QueueView>) => start(() => router.push(queueHref({ ...view, ...change })));
  return (
    <div className="flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 max-sm:w-full sm:flex-1" aria-busy={pending}>
      <FilterTabs
        label="Filter the queue"
        tabs={queueScopes.map((scope) => ({ tab: scope, name: names[scope], href: queueHref({ ...view, scope }) }))}
        here={view.scope}
      />
      <div className="flex min-w-0 flex-1 basis-36 flex-wrap gap-2 sm:flex-none sm:basis-auto">
        {(courses.length > 1 || view.courseId !== null) && (
          <FilterSelect
            name="Course"
            all="All courses"
            value={view.courseId}
            choices={courses}
            onChange={(courseId) => go({ courseId, videoId: null })}
          />
        )}
        {(videos.length > 1 || view.videoId !== null) && (
          <FilterSelect name="Video" all="All videos" value={view.videoId} choices={videos} onChange={(videoId) => go({ videoId })} />
        )}
      </div>
    </div>
  );
}
