"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { type ClassView, classHref } from "#lib/client/feed/class-filter.ts";
import type { ClassFilter, ClassSort } from "#lib/contract/class.ts";
import { classFilters, classSorts } from "#lib/contract/names.ts";
import { FilterSelect } from "../ui/filter-select";
import { FilterTabs } from "../ui/filter-tabs";

const names: Record<ClassFilter, string> = {
  all: "All",
  waiting: "Waiting",
  answered: "Answered",
  mine: "Mine",
  following: "Following",
};
const orders: Record<ClassSort, string> = { recent: "Recent first", votes: "Most votes first" };

type Props = { courseId: string; view: ClassView; videos: { id: string; title: string }[] };

/** The filters of a class's threads. Every choice is an address of its own. */
export function ClassFilters({ courseId, view, videos }: Props) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (next: Partial<ClassView>) => start(() => router.push(classHref(courseId, { ...view, ...next })));
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3" aria-busy={pending}>
      <FilterTabs
        label="Filter questions"
        tabs={classFilters.map((filter) => ({ tab: filter, name: names[filter], href: classHref(courseId, { ...view, filter }) }))}
        here={view.filter}
      />
      <div className="flex min-w-0 max-w-full flex-wrap gap-2 max-sm:w-full max-sm:flex-nowrap">
        {videos.length > 0 && (
          <FilterSelect name="Lecture" all="All lectures" value={view.videoId} choices={videos} onChange={(videoId) => go({ videoId })} />
        )}
        <FilterSelect
          name="Order"
          value={view.sort}
          choices={classSorts.map((id) => ({ id, title: orders[id] }))}
          onChange={(id) => go({ sort: classSorts.find((sort) => sort === id) ?? "recent" })}
        />
      </div>
    </div>
  );
}
