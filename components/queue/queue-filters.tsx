"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { type QueueScope, type QueueView, queueHref } from "#lib/client/thread/queue-view.ts";
import { queueScopes } from "#lib/contract/names.ts";
import { FilterSelect } from "../ui/filter-select";
import { FilterTabs } from "../ui/filter-tabs";

const names: Record<QueueScope, string> = { all: "All", unclaimed: "Unclaimed", mine: "Mine" };

type Choice = { id: string; title: string };
export type FilterProps = {
  view: QueueView /** Those that the reader teaches. */;
  courses: Choice[] /** Of the course that is shown. */;
  videos: Choice[];
  /** How many the choice leaves. */
  count: ReactNode;
};

/**
 * Which questions of the queue are shown. Every choice is an address of its own. Parts of the queue's head, in a line with its title where
 * there is room.
 */
export function QueueFilters({ view, courses, videos, count }: FilterProps) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (change: Partial<QueueView>) => start(() => router.push(queueHref({ ...view, ...change })));
  return (
    <div className="contents" aria-busy={pending}>
      <FilterTabs
        label="Filter the queue"
        tabs={queueScopes.map((scope) => ({ tab: scope, name: names[scope], href: queueHref({ ...view, scope }) }))}
        here={view.scope}
      />
      {count}
      <div className="flex min-w-0 flex-1 basis-36 gap-2 max-sm:flex-wrap sm:justify-end">
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
          <FilterSelect name="Lecture" all="All lectures" value={view.videoId} choices={videos} onChange={(videoId) => go({ videoId })} />
        )}
      </div>
    </div>
  );
}
