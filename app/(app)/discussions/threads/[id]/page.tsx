import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { idParam } from "#app/id-param.ts";
import { requireCaller } from "#app/session.ts";
import type { Watchable } from "#components/thread/thread-moment.tsx";
import { ThreadView } from "#components/thread/thread-view.tsx";
import { limits } from "#lib/contract/limits.ts";
import type { Caller } from "#lib/server/caller.ts";
import { blockOf } from "#lib/server/courses/blocks.ts";
import { getCourse } from "#lib/server/courses/get-course.ts";
import { getThread } from "#lib/server/discussions/get-thread.ts";
import { isAppError } from "#lib/server/errors.ts";
import { getPreferences } from "#lib/server/notifications/preferences.ts";
import { offeredTracks } from "#lib/server/videos/caption-tracks.ts";
import { requireVideo } from "#lib/server/videos/get-video.ts";

type Props = { params: Promise<{ id: string }> };

/** The discussion, or the page for none, which does not say whose it is. */
const threadOf = cache(async (id: string) => {
  const caller = await requireCaller();
  try {
    return { caller, thread: await getThread({ caller, params: { id }, query: { messages_limit: limits.messagesAtOnce } }) };
  } catch (error) {
    if (isAppError(error) && (error.code === "not_found" || error.code === "forbidden")) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { thread } = await threadOf(await idParam(params));
  return { title: thread.title ?? (thread.video_title === null ? "Question" : `Question about ${thread.video_title}`) };
}

export default async function ThreadPage({ params }: Props) {
  const { caller, thread } = await threadOf(await idParam(params));
  const [course, video, preferences, block] = await Promise.all([
    getCourse({ caller, params: { id: thread.course_id } }).catch(() => null),
    thread.video_id === null ? null : watchable(caller, thread.video_id),
    getPreferences({ caller }),
    thread.anonymous ? null : blockOf(thread.student_id, thread.course_id),
  ]);
  const { id, first_name, last_name, role } = caller.user;
  return (
    <div className="mx-auto w-full max-w-3xl">
      <ThreadView
        key={thread.id}
        me={{ id, name: `${first_name} ${last_name}`.trim(), role }}
        initial={thread}
        courseTitle={course?.title ?? null}
        video={video}
        muted={preferences.muted_threads.includes(thread.id)}
        block={block}
      />
    </div>
  );
}

/** The video of a discussion; null for a reader who may not watch it (any more). */
async function watchable(caller: Caller, id: string): Promise<Watchable | null> {
  try {
    const video = await requireVideo(id, "watch", caller);
    if (video.status !== "ready") return null;
    return {
      id: video.id,
      title: video.title,
      durationSeconds: video.duration_seconds,
      media: { captions: offeredTracks(video), poster: video.poster_file !== null },
    };
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
