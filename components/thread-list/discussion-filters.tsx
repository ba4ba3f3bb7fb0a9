"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { discussionsHref, type ListFilter, tabs } from "#lib/client/thread/list-filter.ts";
import { FilterSelect } from "../ui/filter-select";
import { FilterTabs } from "../ui/filter-tabs";

type Choice = { id: string; title: string };
type Props = { filter: ListFilter; courses: Choice[] /** Of the chosen course. */; videos: Choice[] };

const names = { all: "All", unread: "Unread", open: "Unresolved", waiting: "Waiting", answered: "Answered", resolved: "Resolved" } as const;

/** The filters of the list. Every choice is an address of its own. */
export function DiscussionFilters({ filter, courses, videos }: Props) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (next: ListFilter) => start(() => router.push(discussionsHref(next)));
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3" aria-busy={pending}>
      <FilterTabs
        label="Filter discussions"
        tabs={tabs
          .filter((tab) => tab !== "open" || tab === filter.tab)
          .map((tab) => ({
            tab,
            name: names[tab],
            href: discussionsHref({ ...filter, tab }),
          }))}
        here={filter.tab}
      />
      <div className="flex min-w-0 max-w-full flex-wrap gap-2 max-sm:w-full max-sm:flex-nowrap">
        <FilterSelect
          name="Course"
          all="All courses"
          value={filter.courseId}
          choices={courses}
          onChange={(courseId) => go({ ...filter, courseId, videoId: null })}
        />
        {filter.courseId !== null && videos.length > 0 && (
          <FilterSelect
            name="Lecture"
            all="All lectures"
            value={filter.videoId}
            choices={videos}
            onChange={(videoId) => go({ ...filter, videoId })}
          />
        )}
      </div>
    </div>
  );
}
