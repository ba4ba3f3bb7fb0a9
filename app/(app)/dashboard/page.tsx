import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isTeaching, requireCaller } from "#app/session.ts";
import { Queue } from "#components/queue/queue.tsx";
import { queueAddressOf, queueViewOf } from "#lib/client/thread/queue-view.ts";
import { limits } from "#lib/contract/limits.ts";
import { listCourses } from "#lib/server/courses/list-courses.ts";
import { listQueue } from "#lib/server/discussions/list-queue.ts";
import { isAppError } from "#lib/server/errors.ts";

export const metadata: Metadata = { title: "Dashboard" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** For the staff of courses, whatever their accounts are. */
export default async function DashboardPage({ searchParams }: Props) {
  const caller = await requireCaller();
  if (!(await isTeaching())) redirect("/");
  const view = queueViewOf(await searchParams);
  const query = { scope: view.scope, ...(view.courseId && { course_id: view.courseId }) };
  const [queue, courses] = await Promise.all([
    listQueue({ caller, query }).catch((error: unknown) => {
      // A course that they no longer teach.
      if (isAppError(error) && error.code === "forbidden") redirect(view.courseId ? queueAddressOf({ ...view, courseId: null }) : "/");
      throw error;
    }),
    listCourses({ caller, query: { limit: limits.pageMax }, own: true }),
  ]);
  const taught = courses.items.filter(({ my_part }) => my_part === "lecturer" || my_part === "assistant");
  return (
    <div className="grid w-full max-w-4xl grid-cols-[minmax(0,1fr)] gap-6">
      <h1 className="page-title">Dashboard</h1>
      <Queue
        key={queueAddressOf(view)}
        initial={queue}
        view={view}
        courses={taught.map(({ id, title, my_part }) => ({ id, title, runs: my_part === "lecturer" }))}
      />
    </div>
  );
}
