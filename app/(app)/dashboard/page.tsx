import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isTeaching, requireCaller } from "#app/session.ts";
import { Queue } from "#components/queue/queue.tsx";
import { parseQueueView, type QueueView, queueHref } from "#lib/client/thread/queue-view.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "#lib/server/caller.ts";
import { listCourses } from "#lib/server/courses/list-courses.ts";
import { codesOfCourses, titlesOfVideos } from "#lib/server/courses/titles.ts";
import { listQueue } from "#lib/server/discussions/list-queue.ts";
import { isAppError } from "#lib/server/errors.ts";
import { queueMedia } from "#lib/server/videos/queue-media.ts";

export const metadata: Metadata = { title: "Dashboard" };

/** The rows that are painted first: as many as a screen shows. The browser asks for the others. */
const firstRows = 12;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** For the staff of courses, whatever their accounts are. */
export default async function DashboardPage({ searchParams }: Props) {
  const caller = await requireCaller();
  if (!(await isTeaching())) redirect("/");
  const view = parseQueueView(await searchParams);
  const [queue, { courses, videos }, media] = await Promise.all([
    queueOf(caller, view),
    choicesOf(caller, view),
    queueMedia(caller.user.id),
  ]);
  // A video that is gone, or of another course.
  if (view.videoId !== null && !videos.some(({ id }) => id === view.videoId)) redirect(queueHref({ ...view, videoId: null }));
  return (
    <div className="grid w-full grid-cols-[minmax(0,1fr)] gap-5">
      <h1 className="page-title">Dashboard</h1>
      <Queue key={queueHref(view)} initial={queue} view={view} courses={courses} videos={videos} media={media} />
    </div>
  );
}

async function queueOf(caller: Caller, view: QueueView) {
  const { scope, courseId, videoId } = view;
  try {
    const query = { scope, ...(courseId && { course_id: courseId }), ...(videoId && { video_id: videoId }) };
    return await listQueue({ caller, query, limit: firstRows });
  } catch (error) {
    // A course that they no longer teach.
    if (isAppError(error) && error.code === "forbidden") redirect(courseId ? queueHref({ ...view, courseId: null, videoId: null }) : "/");
    throw error;
  }
}

/** The courses that the caller teaches, and the videos of the one that is shown. */
async function choicesOf(caller: Caller, { courseId }: QueueView) {
  const { items } = await listCourses({ caller, query: { limit: limits.pageMax }, own: true });
  const taught = items.filter(({ my_part }) => my_part === "lecturer" || my_part === "assistant");
  const shown = courseId ?? (taught.length === 1 ? taught[0]?.id : undefined);
  const isTheirs = shown !== undefined && taught.some(({ id }) => id === shown);
  const [codes, videos] = await Promise.all([codesOfCourses(taught.map(({ id }) => id)), isTheirs ? titlesOfVideos(shown) : []]);
  const codeOf = new Map(codes.map(({ id, code }) => [id, code]));
  const courses = taught.map(({ id, title, my_part }) => ({ id, title, runs: my_part === "lecturer", code: codeOf.get(id) ?? null }));
  return { courses, videos };
}
