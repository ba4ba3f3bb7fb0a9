import type { ReactNode } from "react";
import { cn } from "../ui/cn";

const bar = "block rounded bg-muted motion-safe:animate-pulse";
const several = (count: number) => Array.from({ length: count }, (_, at) => at);

const Bar = ({ look }: { look: string }) => <span className={cn(bar, look)} />;

/** As high as the title of a page. */
const Title = ({ look = "max-w-52" }: { look?: string }) => (
  <div data-skeleton="title" className="page-title flex h-[1.25em] items-center leading-tight">
    <Bar look={cn("h-[0.8em] w-full", look)} />
  </div>
);

const Rows = ({ count = 8, isShort = false }: { count?: number; isShort?: boolean }) => (
  <div className="divide-y">
    {several(count).map((row) => (
      <div key={row} className={cn("grid gap-2.5", isShort ? "py-3" : "py-4")}>
        <Bar look="h-4 w-full max-w-48" />
        <Bar look="h-4 w-full max-w-xl" />
        {!isShort && <Bar look="h-4 w-full max-w-32" />}
      </div>
    ))}
  </div>
);

const Cards = () => (
  <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
    {several(6).map((card) => (
      <div key={card} className="grid content-start gap-3 rounded-xl border bg-card p-5">
        <Bar look="h-6 w-3/5" />
        <Bar look="h-4 w-2/5" />
        <Bar look="h-10 w-full" />
      </div>
    ))}
  </div>
);

const List = () => (
  <div className="grid gap-5">
    <Title />
    <Bar look="h-9 w-full max-w-80" />
    <Rows />
  </div>
);

const Inbox = () => (
  <div className="grid gap-2">
    <Title />
    <Bar look="h-10 w-full max-w-36" />
    <Rows isShort />
  </div>
);

const Grid = () => (
  <div className="grid gap-6">
    <Title />
    <Cards />
  </div>
);

const Queue = () => (
  <div className="grid gap-5">
    <Title />
    <Bar look="h-11 w-full rounded-xl" />
    <div className="grid gap-3">
      <Bar look="h-8 w-full max-w-60" />
      <Bar look="h-9 w-full max-w-52" />
      <div className="rounded-xl border bg-card px-4">
        <Rows count={7} isShort />
      </div>
    </div>
  </div>
);

const Course = () => (
  <div className="grid gap-8">
    <div className="grid gap-3">
      <Title look="max-w-80" />
      <Bar look="h-5 w-full max-w-40" />
      <Bar look="h-5 w-full max-w-2xl" />
    </div>
    <Bar look="h-9 w-full max-w-80" />
    <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
      {several(3).map((lecture) => (
        <div key={lecture} className="grid gap-3">
          <Bar look="aspect-video w-full rounded-lg" />
          <Bar look="h-5 w-3/5" />
          <Bar look="h-4 w-4/5" />
        </div>
      ))}
    </div>
  </div>
);

/** Below the head of a course: its questions, staff, roster, settings. */
const CoursePart = () => (
  <div className="grid gap-6">
    <div className="grid gap-4">
      <div className="grid gap-1">
        <Title />
        <Bar look="h-6 w-full max-w-44" />
      </div>
      <Bar look="h-10 w-full max-w-96" />
    </div>
    <Rows />
  </div>
);

const Discussion = () => (
  <div className="grid max-w-3xl gap-5 beside:max-w-none beside:grid-cols-[minmax(0,44rem)_minmax(20rem,1fr)] beside:gap-x-10">
    <div className="grid min-w-0 content-start gap-5">
      <div className="grid gap-2">
        <Bar look="h-8 w-full max-w-28" />
        <Bar look="h-6 w-full max-w-72" />
        <div data-skeleton="title">
          <Bar look="h-8 w-full" />
        </div>
      </div>
      <Bar look="h-32 w-full rounded-xl" />
      <Rows count={3} />
    </div>
    <Bar look="aspect-video w-full rounded-lg max-beside:hidden" />
  </div>
);

const Lecture = () => (
  <div className="flex flex-col gap-6 beside:grid beside:grid-cols-[minmax(0,calc((100dvh-var(--header-height)-9rem)*16/9))_minmax(clamp(25rem,27vw,30rem),1fr)]">
    <div className="min-w-0">
      <Bar look="aspect-video rounded-none beside:rounded-xl max-beside:-mx-4 sm:max-beside:-mx-6" />
      <Bar look="mt-4 h-5 w-full max-w-40" />
      <div data-skeleton="title" className="mt-1">
        <Bar look="h-7 w-full max-w-96" />
      </div>
    </div>
    <div className="grid content-start gap-4">
      <Bar look="h-40 w-full rounded-xl" />
      <Bar look="h-24 w-full" />
      <Bar look="h-24 w-full" />
    </div>
  </div>
);

const Settings = () => (
  <div className="grid gap-8">
    <div className="grid gap-2">
      <Title />
      <Bar look="h-6 w-full max-w-64" />
    </div>
    <div>
      {several(4).map((part) => (
        <div key={part} className="grid gap-x-10 gap-y-4 border-t py-8 first:border-t-0 first:pt-0 md:grid-cols-[15rem_minmax(0,1fr)]">
          <Bar look="h-6 w-full max-w-32" />
          <Bar look="h-24 w-full max-w-2xl" />
        </div>
      ))}
    </div>
  </div>
);

/** The first that fits. */
const kinds: { at: RegExp; Kind: () => ReactNode; isWide?: true }[] = [
  { at: /^\/videos\//, Kind: Lecture, isWide: true },
  { at: /^\/discussions\/threads\//, Kind: Discussion },
  { at: /^\/courses\/[^/]+$/, Kind: Course },
  { at: /^\/courses\/[^/]+\//, Kind: CoursePart },
  { at: /^\/(courses)?$/, Kind: Grid },
  { at: /^\/dashboard$/, Kind: Queue },
  { at: /^\/notifications$/, Kind: Inbox },
  { at: /^\/(settings|admin\/users\/[\da-f-]{36})$/, Kind: Settings },
];

/** A page that is on its way, in grey: above the one that is left, within the same frame. */
export function PageSkeleton({ path }: { path: string }) {
  const { Kind, isWide } = kinds.find(({ at }) => at.test(path)) ?? { Kind: List };
  return (
    <div
      aria-hidden="true"
      data-skeleton="page"
      className="progress-shown pointer-events-none fixed inset-x-0 top-(--header-height) z-20 hidden h-dvh overflow-hidden bg-background tall:block"
    >
      <div
        className={cn(
          "mx-auto w-full px-4 pt-6 sm:px-6 sm:pt-8",
          isWide ? "max-w-(--lecture-width) beside:pt-5 upright:pt-0" : "max-w-(--column-width)",
        )}
      >
        <Kind />
      </div>
    </div>
  );
}
