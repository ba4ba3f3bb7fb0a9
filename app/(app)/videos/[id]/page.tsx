import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { idParam } from "#app/id-param.ts";
import { requireCaller } from "#app/session.ts";
import type { ClassThreads } from "#components/lecture/class-threads.ts";
import { LectureView } from "#components/lecture/lecture-view.tsx";
import { NotReady } from "#components/lecture/not-ready.tsx";
import { resumeAt } from "#components/lecture/resume-at.ts";
import { RefreshOnUserChanges } from "#components/live/refresh-on-user-changes.ts";
import type { Me } from "#components/thread/thread-view.tsx";
import { momentOfQuery } from "#components/ui/moment.tsx";
import type { Course } from "#lib/contract/courses.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { fullName } from "#lib/contract/full-name.ts";
import { isId } from "#lib/contract/ids.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "#lib/server/caller.ts";
import { canIn } from "#lib/server/course-access.ts";
import { blockOf } from "#lib/server/courses/blocks.ts";
import { postingIn } from "#lib/server/courses/class-settings.ts";
import { getCourse } from "#lib/server/courses/get-course.ts";
import { feedHead } from "#lib/server/discussions/feed.ts";
import { getThread } from "#lib/server/discussions/get-thread.ts";
import { listClassThreads } from "#lib/server/discussions/list-class-threads.ts";
import { listThreads } from "#lib/server/discussions/list-threads.ts";
import { isAppError } from "#lib/server/errors.ts";
import { offeredTracks } from "#lib/server/videos/caption-tracks.ts";
import { courseIdOf, requireVideo } from "#lib/server/videos/get-video.ts";
import { listMoments } from "#lib/server/videos/list-moments.ts";
import { getProgress } from "#lib/server/videos/video-progress.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const videoOf = cache(async (id: string) => {
  const caller = await requireCaller();
  try {
    return { caller, video: await requireVideo(id, "watch", caller) };
  } catch (error) {
    if (isAppError(error) && error.code === "forbidden") return { caller, video: null };
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { video } = await videoOf(await idParam(params));
  return { title: video?.title ?? "Lecture" };
}

export default async function VideoPage({ params, searchParams }: Props) {
  const id = await idParam(params);
  const { caller, video } = await videoOf(id);
  const { t, question, show } = await searchParams;
  const at = momentOfQuery(t);
  // A visitor who is not enrolled can join there, and get back to this second.
  if (!video) redirect(`/courses/${await courseIdOf(id, caller)}?watch=${id}${at === null ? "" : `&t=${at}`}`);
  // Only staff choose. What students have asked is few.
  const only = show === "waiting" && !video.enrolled ? show : null;
  const [course, threads, numbers, place, block, posting] = await Promise.all([
    getCourse({ caller, params: { id: video.course_id } }),
    listThreads({ caller, query: { video_id: video.id, limit: limits.pageMax, ...(only && { state: only }) } }),
    listMoments({ caller, params: { id: video.id } }),
    video.enrolled ? getProgress({ caller, params: { id: video.id } }) : null,
    blockOf(caller.user.id, video.course_id),
    postingIn(video.course_id),
  ]);
  const isStudent = course.my_part === "student";
  const ofClass = isStudent ? await classThreads(caller, course.id, video.id) : { items: [], cursor: null, head: null };
  const openAt = typeof question === "string" ? question : null;
  const isHere = [...threads.items, ...ofClass.items].some((thread) => thread.id === openAt);
  const asked = openAt === null || isHere ? null : await threadOn(caller, video.id, openAt);
  const canAsk = canIn("ask", course, caller) && course.archived_at === null;
  return (
    <>
      <RefreshOnUserChanges />
      <LectureView
        key={video.id}
        me={{ ...meIn(caller, course.my_part), isStudent }}
        video={{
          id: video.id,
          title: video.title,
          description: video.description,
          status: video.status,
          durationSeconds: video.duration_seconds,
          media: {
            captions: offeredTracks(video),
            poster: video.poster_file !== null,
            ...(video.upload_id && { version: video.upload_id }),
          },
        }}
        instead={video.status === "ready" ? null : <NotReady status={video.status} courseId={course.id} />}
        course={{ id: course.id, title: course.title, lecturerId: course.lecturer_id, archived: course.archived_at !== null }}
        canAsk={canAsk}
        posting={{
          class_questions: posting.class_questions,
          anonymity: posting.anonymity,
          open: posting.open,
          people: { staff: course.staff.length, enrolled: posting.enrolled },
        }}
        block={block}
        threads={{ items: threads.items, cursor: threads.next_cursor ?? null, only, ...numbers }}
        ofClass={ofClass}
        startAt={at}
        stoppedAt={resumeAt(place?.seconds ?? null, video.duration_seconds)}
        openAt={openAt}
        asked={asked}
      />
    </>
  );
}

/** The reader, with the part in which they write here: as on the page of a discussion. */
function meIn({ user }: Caller, part: Course["my_part"]): Me {
  return { id: user.id, name: fullName(user), role: part ?? "lecturer" };
}

/** A discussion of this video that is further back than the lists begin; null when the caller may read none such. */
async function threadOn(caller: Caller, videoId: string, id: string): Promise<Thread | null> {
  if (!isId(id)) return null;
  try {
    const {
      messages: _messages,
      messages_cursor: _cursor,
      ...thread
    } = await getThread({
      caller,
      params: { id },
      query: { messages_limit: 1 },
    });
    return thread.video_id === videoId ? thread : null;
  } catch (error) {
    if (isAppError(error) && (error.code === "not_found" || error.code === "forbidden")) return null;
    throw error;
  }
}

/** What the class asked about a video. The feed's place is read first, so that what comes in between is heard again. */
async function classThreads(caller: Caller, courseId: string, videoId: string): Promise<ClassThreads> {
  const head = await feedHead(courseId);
  const query = { filter: "all", sort: "recent", video_id: videoId, limit: limits.pageMax } as const;
  const { items, next_cursor } = await listClassThreads({ caller, params: { id: courseId }, query });
  return { items, cursor: next_cursor ?? null, head };
}
