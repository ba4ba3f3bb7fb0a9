"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { type QueueScope, type QueueView, queueAddressOf } from "#lib/client/thread/queue-view.ts";
import { queueScopes } from "#lib/contract/names.ts";
import { FilterSelect } from "../ui/filter-select";
import { FilterTabs } from "../ui/filter-tabs";

const names: Record<QueueScope, string> = { all: "All", unclaimed: "Unclaimed", mine: "Mine" };

type Props = { view: QueueView /** Those that the reader teaches. */; courses: { id: string; title: string }[] };

/** Which questions of the queue are shown. Every choice is an address of its own. */
export function QueueFilters({ view, courses }: Props) {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2" aria-busy={pending}>
      <FilterTabs
        label="Filter the queue"
        tabs={queueScopes.map((scope) => ({ tab: scope, name: names[scope], href: queueAddressOf({ ...view, scope }) }))}
        here={view.scope}
      />
      {(courses.length > 1 || view.courseId !== null) && (
        <FilterSelect
          name="Course"
          all="All courses"
          value={view.courseId}
          choices={courses}
          onChange={(courseId) => start(() => router.push(queueAddressOf({ ...view, courseId })))}
        />
      )}
    </div>
  );
}
