import type { Metadata } from "next";
import { idParam } from "#app/id-param.ts";
import { CourseHead } from "#components/courses/course-head.tsx";
import { CourseMenu } from "#components/courses/course-menu.tsx";
import { EnrolButton } from "#components/courses/enrol-button.tsx";
import { RefreshOnEvents } from "#components/live/refresh-on-events.ts";
import { ThreadRow } from "#components/thread-list/thread-row.tsx";
import { ClampedText } from "#components/ui/clamped-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { momentOfQuery } from "#components/ui/moment.tsx";
import { Name } from "#components/ui/name.tsx";
import { discussionsHref } from "#lib/client/thread/list-filter.ts";
import type { CourseWithVideos, Video } from "#lib/contract/courses.ts";
import { countOpen } from "#lib/server/discussions/count-open.ts";
import { listThreads } from "#lib/server/discussions/list-threads.ts";
import { listProgress } from "#lib/server/videos/list-progress.ts";
import { Announce } from "./announce";
import { Lectures, pageOfQuery } from "./lectures";
import { viewedCourse } from "./viewed-course";

type Props = {
  params: Promise<{ id: string }>;
  /** `watch` is the lecture for which a visitor came who is not enrolled, `t` its second; `page` counts the pages of lectures. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: (await viewedCourse(await idParam(params))).course.title };
}

/** How many unresolved questions the page shows. A link leads to all of them. */
const questionsMax = 10;

export default async function CoursePage({ params, searchParams }: Props) {
  const id = await idParam(params);
  const { caller, course, runs, view } = await viewedCourse(id);
  const { role } = caller.user;
  const teaches = course.my_part === "lecturer" || course.my_part === "assistant";
  const canEnrol = role === "student" && !teaches;
  const { inside } = view;
  const { watch, t, page } = await searchParams;
  const wanted = inside ? undefined : course.videos.find((video) => video.id === watch);
  const [open, counts, progress] = await Promise.all([
    course.my_part === null && role === "admin"
      ? []
      : listThreads({ caller, query: { course_id: id, status: "open", limit: questionsMax } }).then(({ items }) =>
          items.filter(({ kind }) => kind === "question"),
        ),
    countOpen(caller, id),
    course.enrolled ? listProgress(caller, id) : null,
  ]);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <div className="grid gap-8">
      <RefreshOnEvents courseId={id} />
      <CourseHead
        course={course}
        here=""
        view={view}
        actions={
          <>
            <Announce caller={caller} course={course} />
            {canEnrol && course.enrolled && <CourseMenu courseId={id} title={course.title} />}
          </>
        }
      />
      <div className="-mt-2 grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-2 empty:hidden">
        {course.description && <ClampedText text={course.description} />}
        {canEnrol && !course.enrolled && !course.archived_at && <Enrolment course={course} wanted={wanted} at={momentOfQuery(t)} />}
        {wanted && (!canEnrol || course.archived_at) && (
          <p className="text-muted-foreground text-sm">
            Only people in this course can watch “<Name>{wanted.title}</Name>”.
          </p>
        )}
      </div>
      <Lectures course={course} runs={runs} inside={inside} questions={counts} progress={progress} page={pageOfQuery(page)} />
      {open.length > 0 && (
        <section aria-labelledby="questions">
          <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 id="questions" className="font-semibold text-lg">
              {teaches ? "Unresolved questions" : "Your unresolved questions"}
            </h2>
            {total > open.length && (
              <Link
                href={discussionsHref({ tab: "open", courseId: id, videoId: null })}
                className="text-accent-text text-sm underline underline-offset-4"
              >
                All {total} unresolved questions
              </Link>
            )}
          </div>
          <ul className="row-lines -mx-3 sm:-mx-4">
            {open.map((thread) => (
              <li key={thread.id}>
                <ThreadRow thread={thread} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

type EnrolmentProps = { course: CourseWithVideos; wanted: Video | undefined; at: number | null };

/** The way into a course, for who is not in it. */
function Enrolment({ course, wanted, at }: EnrolmentProps) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-3">
      <EnrolButton courseId={course.id} title={course.title} leadsTo={wanted && `/videos/${wanted.id}${at === null ? "" : `?t=${at}`}`} />
      <p className="text-muted-foreground text-sm">
        Enrol to watch{" "}
        {wanted ? (
          <>
            “<Name>{wanted.title}</Name>”
          </>
        ) : (
          "the lectures"
        )}{" "}
        and ask questions.
      </p>
    </div>
  );
}
