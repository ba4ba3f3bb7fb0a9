import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { idParam } from "#app/id-param.ts";
import { requireCaller } from "#app/session.ts";
import type { ThreadCourse } from "#components/thread/thread-course.ts";
import type { Watchable } from "#components/thread/thread-moment.tsx";
import { ThreadView } from "#components/thread/thread-view.tsx";
import { momentOfQuery } from "#components/ui/moment.tsx";
import { firstLine } from "#components/ui/plain-text.ts";
import { readsAsStaff } from "#lib/client/thread/question-state.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { fullName } from "#lib/contract/full-name.ts";
import type { Caller } from "#lib/server/caller.ts";
import { blockOf } from "#lib/server/courses/blocks.ts";
import { postingIn } from "#lib/server/courses/class-settings.ts";
import { getCourse } from "#lib/server/courses/get-course.ts";
import { getThread } from "#lib/server/discussions/get-thread.ts";
import { isAppError } from "#lib/server/errors.ts";
import { offeredTracks } from "#lib/server/videos/caption-tracks.ts";
import { requireVideo } from "#lib/server/videos/get-video.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

/** How many messages are drawn at first, the last ones: as many as a screen shows. Earlier ones are asked for. */
const firstMessagesMax = 12;

/** The discussion, or the page for none, which does not say whose it is. */
const threadOf = cache(async (id: string) => {
  const caller = await requireCaller();
  try {
    return { caller, thread: await getThread({ caller, params: { id }, query: { messages_limit: firstMessagesMax } }) };
  } catch (error) {
    if (isAppError(error) && (error.code === "not_found" || error.code === "forbidden")) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { thread } = await threadOf(await idParam(params));
  return { title: thread.title ?? startOf(firstLine(thread.question_text)) };
}

/** As much of a question as a tab or a bookmark may show. */
const startOf = (line: string) => ([...line].length > 70 ? `${[...line].slice(0, 70).join("").trimEnd()}…` : line || "Question");

export default async function ThreadPage({ params, searchParams }: Props) {
  const { caller, thread } = await threadOf(await idParam(params));
  const { t } = await searchParams;
  const isStaff = readsAsStaff(thread);
  const [course, video, block] = await Promise.all([
    courseOf(caller, thread.course_id),
    thread.video_id === null ? null : watchable(caller, thread.video_id),
    isStaff ? blockOfAsker(thread) : blockOf(caller.user.id, thread.course_id),
  ]);
  return (
    <ThreadView
      key={thread.id}
      me={{ id: caller.user.id, name: fullName(caller.user), role: isStaff ? (course?.part ?? "lecturer") : "student" }}
      initial={thread}
      course={course?.shown ?? null}
      video={video}
      block={block}
      startAt={momentOfQuery(t)}
    />
  );
}

/** The block of who asked. Not of who asked anonymously, which would say something of them. */
const blockOfAsker = (thread: Thread) => (thread.anonymous ? null : blockOf(thread.student_id, thread.course_id));

/** The course of a discussion, and the reader's part in it; null when it is gone. */
async function courseOf(caller: Caller, id: string): Promise<{ shown: ThreadCourse; part: "lecturer" | "assistant" | null } | null> {
  try {
    const [course, posting] = await Promise.all([getCourse({ caller, params: { id } }), postingIn(id)]);
    const { open, enrolled, class_questions, anonymity } = posting;
    return {
      part: course.my_part === "student" ? null : course.my_part,
      shown: {
        title: course.title,
        // A former member of the course does not see who teaches it.
        people: course.my_part === null ? null : { staff: course.staff.length, enrolled },
        archived: course.archived_at !== null,
        ...{ open, class_questions, anonymity },
      },
    };
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
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
      media: { captions: offeredTracks(video), poster: video.poster_file !== null, still: video.url === null },
    };
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
