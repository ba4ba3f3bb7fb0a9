"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useId, useTransition } from "react";
import { addressOf, type ListFilter, tabs } from "#lib/client/thread/list-filter.ts";
import { fieldClass } from "../ui/field-class";

type Choice = { id: string; title: string };
type Props = { filter: ListFilter; courses: Choice[] /** Of the chosen course. */; videos: Choice[] };

const names = { all: "All", unread: "Unread", open: "Open", resolved: "Resolved" } as const;

/** The filters of the list. Every choice is an address of its own. */
export function DiscussionFilters({ filter, courses, videos }: Props) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (next: ListFilter) => start(() => router.push(addressOf(next)));
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3" aria-busy={pending}>
      <nav aria-label="Filter discussions" className="-mx-1 flex overflow-x-auto px-1">
        {tabs.map((tab) => (
          <Link
            key={tab}
            href={addressOf({ ...filter, tab })}
            aria-current={filter.tab === tab ? "page" : undefined}
            className="inline-flex h-10 items-center border-transparent border-b-2 px-3 font-medium text-muted-foreground text-sm hover:text-foreground aria-[current]:border-accent-strong aria-[current]:text-foreground"
          >
            {names[tab]}
          </Link>
        ))}
      </nav>
      <div className="flex min-w-0 max-w-full flex-wrap gap-2">
        <Select
          name="Course"
          all="All courses"
          value={filter.courseId}
          choices={courses}
          onChange={(courseId) => go({ ...filter, courseId, videoId: null })}
        />
        {filter.courseId !== null && videos.length > 0 && (
          <Select
            name="Video"
            all="All videos"
            value={filter.videoId}
            choices={videos}
            onChange={(videoId) => go({ ...filter, videoId })}
          />
        )}
      </div>
    </div>
  );
}

type SelectProps = { name: string; all: string; value: string | null; choices: Choice[]; onChange: (id: string | null) => void };

function Select({ name, all, value, choices, onChange }: SelectProps) {
  const id = useId();
  return (
    <span className="min-w-0">
      <label htmlFor={id} className="sr-only">
        {name}
      </label>
      <select
        id={id}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
        className={`${fieldClass} h-9 max-w-[16rem] truncate py-0 pe-8 text-sm`}
      >
        <option value="">{all}</option>
        {choices.map(({ id: each, title }) => (
          <option dir="auto" key={each} value={each}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
