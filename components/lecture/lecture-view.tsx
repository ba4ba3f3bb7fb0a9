"use client";
import Link from "next/link";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { jitteredDelay } from "#lib/client/backoff.ts";
import type { Video } from "#lib/contract/courses.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Posting } from "../ask/ask-draft";
import { AskPanel } from "../ask/ask-panel";
import { RefreshOnEvents } from "../live/refresh-on-events";
import { useCourseChanged } from "../live/use-course-changed";
import { usePageRefresh } from "../live/use-page-refresh";
import { type Marker, markersOf } from "../player/markers";
import { Player } from "../player/player";
import type { PlayerHandle, PlayerMedia } from "../player/player-props";
import { BlockedNote, type BlockOf } from "../thread/blocked-note";
import { EmptyState } from "../ui/empty-state";
import { ListEnd } from "../ui/list-end";
import { ClassRail } from "./class-rail";
import { type ClassThreads, useClassThreads } from "./class-threads";
import { MarkerNote } from "./marker-note";
import { inVideoOrder, QuestionRail } from "./question-rail";
import { ResumeNote } from "./resume-note";
import { usePlaybackPosition } from "./use-playback-position";
import { useVideoThreads, type VideoThreads } from "./video-threads";

export type DeskVideo = Pick<Video, "id" | "title" | "description" | "status"> & {
  durationSeconds: number | null;
  media: PlayerMedia;
};

type Props = {
  me: { id: string /** Whether they learn in this course, and neither teach it nor look on. */; isStudent: boolean };
  video: DeskVideo;
  course: { id: string; title: string; lecturerId: string };
  /** False for lecturers, and for an archived course, where questions can only be read. */
  canAsk: boolean;
  /** What students may do in the course now. */
  posting: Posting;
  /** The student's block in this course. */
  block: BlockOf | null;
  threads: VideoThreads;
  /** What the class asked about the video. Empty for staff, whose own list has it all. */
  ofClass: ClassThreads;
  /** The second in the address. */
  startAt: number | null;
  /** Where the student stopped last time. A second in the address takes precedence. */
  stoppedAt: number | null;
};

/** A lecture: the video, and beside it the questions about its moments. */
export function LectureView({ me, video, course, canAsk, posting, block, threads: initial, ofClass, startAt, stoppedAt }: Props) {
  const player = useRef<PlayerHandle>(null);
  const [resumed, setResumed] = useState(startAt === null ? stoppedAt : null);
  const onPlace = usePlaybackPosition(video.id, player, me.isStudent);
  const list = useVideoThreads(video.id, initial);
  const { threads, moments, find } = list;
  const others = useClassThreads(me.isStudent ? course.id : null, video.id, ofClass);
  const all = useMemo(() => [...threads, ...others.threads], [threads, others.threads]);
  const markers = useMarkers(moments, threads, all, video.durationSeconds ?? 0);
  // The course may be archived, or have another lecturer. So the server says again who may ask.
  const refresh = usePageRefresh();
  useCourseChanged(({ courseId, videoId }) => courseId === course.id && videoId === undefined && refresh(jitteredDelay()));

  const seek = (seconds: number) => {
    setResumed(null);
    player.current?.seek(seconds);
  };
  useSecondInAddress(startAt, player);
  const { selected, chosen, select, unselect } = useSelectedMarker(all, find);

  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] xl:grid-cols-[minmax(0,1fr)_25rem]">
      <div className="min-w-0">
        {video.status === "ready" ? (
          <Player
            handle={player}
            videoId={video.id}
            title={video.title}
            media={video.media}
            durationSeconds={video.durationSeconds}
            startAt={startAt ?? stoppedAt}
            onPlace={onPlace}
            markers={markers}
            onMarker={(marker) => {
              seek(marker.seconds);
              void select(marker);
            }}
            overlay={
              selected && chosen && chosen.length > 0 ? (
                <MarkerNote threads={inVideoOrder(chosen)} total={selected.count} onClose={unselect} />
              ) : (
                resumed !== null && <ResumeNote seconds={resumed} onRestart={() => seek(0)} onClose={() => setResumed(null)} />
              )
            }
          />
        ) : (
          <NotReady status={video.status} courseId={course.id} />
        )}
        <About video={video} course={course} />
      </div>
      <aside aria-label="Questions about this video" className="grid min-w-0 content-start gap-5">
        {me.isStudent && !canAsk && (
          <p className="rounded-xl border bg-card p-4 text-muted-foreground text-sm">
            This course is archived, so you can’t ask new questions.
          </p>
        )}
        {canAsk && block && <BlockedNote block={block} />}
        {canAsk && !block && (
          <AskPanel
            userId={me.id}
            videoId={video.id}
            lecturerId={course.lecturerId}
            posting={posting}
            // Before anything can be played it is the second for which the student came.
            now={() => player.current?.now() ?? startAt ?? stoppedAt}
            onSeek={seek}
            onAsked={list.add}
            onStale={list.refetch}
            threads={threads}
          />
        )}
        <VideoQuestions list={list} isStudent={me.isStudent} canAsk={canAsk} selected={selected} onSeek={seek} />
        {me.isStudent && <ClassRail list={others} archived={!canAsk} selected={selected?.ids ?? []} onSeek={seek} />}
      </aside>
    </div>
  );
}

/** The markers of all questions. Those of classmates are marked as theirs. */
function useMarkers(moments: VideoThreads["moments"], own: Thread[], all: Thread[], duration: number): Marker[] {
  return useMemo(() => {
    const ids = new Set(own.map(({ id }) => id));
    return markersOf(moments, all, duration).map((marker) => {
      const isOwn =
        marker.ids.some((id) => ids.has(id)) || moments.some(({ seconds }) => seconds >= marker.seconds && seconds <= marker.until);
      return { ...marker, ofOthers: !isOwn };
    });
  }, [moments, own, all, duration]);
}

/** Another link to the same video keeps the page and changes the second. */
function useSecondInAddress(startAt: number | null, player: RefObject<PlayerHandle | null>) {
  const opened = useRef(startAt);
  useEffect(() => {
    if (startAt !== null && startAt !== opened.current) player.current?.seek(startAt);
    opened.current = startAt;
  }, [startAt, player]);
}

/** The marker that was chosen on the timeline, and its questions: `chosen` holds the loaded ones first, then what `find` answers. */
function useSelectedMarker(threads: Thread[], find: (from: number, to: number) => Promise<Thread[]>) {
  const [selected, setSelected] = useState<Marker | null>(null);
  const [found, setFound] = useState<Thread[]>([]);
  const latest = useRef<Marker | null>(null);
  const select = async (marker: Marker) => {
    setSelected(marker);
    latest.current = marker;
    setFound([]);
    if (marker.ids.length === marker.count) return;
    const all = await find(marker.seconds, marker.until).catch(() => []);
    // Another marker may have been chosen meanwhile.
    if (latest.current === marker) setFound(all.filter(({ id }) => !marker.ids.includes(id)));
  };
  const chosen = selected && [...threads.filter(({ id }) => selected.ids.includes(id)), ...found];
  return { selected, chosen, select, unselect: () => setSelected(null) };
}

function About({ video, course }: Pick<Props, "video" | "course">) {
  return (
    <>
      <p className="mt-4 text-muted-foreground text-sm">
        <Link href={`/courses/${course.id}`} className="hover:underline">
          <Name>{course.title}</Name>
        </Link>
      </p>
      <h1 className="mt-0.5 text-balance font-semibold text-2xl leading-tight tracking-tight">
        <Name>{video.title}</Name>
      </h1>
      {video.description && (
        <p dir="auto" className="mt-2 max-w-[70ch] whitespace-pre-line text-muted-foreground leading-relaxed">
          {video.description}
        </p>
      )}
    </>
  );
}

type VideoQuestionsProps = {
  list: ReturnType<typeof useVideoThreads>;
  isStudent: boolean;
  canAsk: boolean;
  selected: Marker | null;
  onSeek: (seconds: number) => void;
};

/** The questions beside the video, with their number. */
function VideoQuestions({ list, isStudent, canAsk, selected, onSeek }: VideoQuestionsProps) {
  const { threads, turnOf, cursor, total, end } = list;
  return (
    <section aria-labelledby="rail-title" className="grid gap-3">
      <h2 id="rail-title" className="font-semibold">
        {isStudent ? "Your questions" : "Questions on this video"}
        {total > 0 && <span className="ms-1 font-normal text-muted-foreground tabular-nums"> {total}</span>}
      </h2>
      {threads.length === 0 ? (
        <RailEmpty isStudent={isStudent} canAsk={canAsk} />
      ) : (
        <QuestionRail threads={threads} turnOf={turnOf} selected={selected?.ids ?? []} onSeek={onSeek} />
      )}
      <ListEnd
        shown={threads.length}
        total={total}
        hasMore={cursor !== null}
        loading={end.loading}
        problem={end.problem}
        onMore={end.more}
      />
    </section>
  );
}

function RailEmpty({ isStudent, canAsk }: { isStudent: boolean; canAsk: boolean }) {
  if (isStudent && canAsk)
    return (
      <p className="text-muted-foreground text-sm leading-relaxed">
        Stuck? Start typing and we’ll attach the current time to your question.
      </p>
    );
  if (isStudent) return <p className="text-muted-foreground text-sm">You haven’t asked about this video.</p>;
  return (
    <p className="text-muted-foreground text-sm leading-relaxed">Nobody has asked yet. Questions will show up here and on the timeline.</p>
  );
}

function NotReady({ status, courseId }: { status: Video["status"]; courseId: string }) {
  return (
    <>
      <RefreshOnEvents courseId={courseId} />
      {status === "failed" ? (
        <EmptyState title="Processing failed">The lecturer can upload a new file from the course page.</EmptyState>
      ) : (
        <EmptyState title="Processing">This video will start here as soon as it’s ready.</EmptyState>
      )}
    </>
  );
}
