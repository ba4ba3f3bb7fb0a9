"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import { jitteredDelay } from "#lib/client/backoff.ts";
import type { Video } from "#lib/contract/courses.ts";
import type { Posting } from "../ask/ask-draft";
import { AskPanel } from "../ask/ask-panel";
import { useCourseChanged } from "../live/use-course-changed";
import { usePageRefresh } from "../live/use-page-refresh";
import { Player } from "../player/player";
import type { PlayerHandle, PlayerMedia } from "../player/player-props";
import { createPlayhead } from "../player/playhead";
import { BlockedNote, type BlockOf } from "../thread/blocked-note";
import { About, NotReady } from "./about";
import { type ClassThreads, useClassThreads } from "./class-threads";
import { inVideoOrder } from "./in-video-order";
import { MarkerNote } from "./marker-note";
import { Rail } from "./rail";
import { ResumeNote } from "./resume-note";
import { useMarkers, useSecondInAddress, useSelectedMarker } from "./use-markers";
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
  const [playhead] = useState(() => createPlayhead(startAt ?? stoppedAt));
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

  const seek = useCallback((seconds: number) => {
    setResumed(null);
    player.current?.seek(seconds);
  }, []);
  useSecondInAddress(startAt, player);
  const { selected, chosen, select, unselect } = useSelectedMarker(all, find);

  return (
    <div data-page="wide" className={frame}>
      {/* On an upright screen its parts stand in the frame, so that the video stays above all that follows. */}
      <div className="contents min-w-0 beside:block">
        {video.status === "ready" ? (
          <div data-pinned="video" className={stage}>
            <Player
              handle={player}
              videoId={video.id}
              title={video.title}
              media={video.media}
              durationSeconds={video.durationSeconds}
              startAt={startAt ?? stoppedAt}
              onPlace={onPlace}
              onTime={playhead.move}
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
          </div>
        ) : (
          <NotReady status={video.status} courseId={course.id} />
        )}
        <About video={video} course={course} />
      </div>
      <Rail {...{ list, others, all, playhead, canAsk }} isStudent={me.isStudent} selected={selected?.ids ?? none} onSeek={seek}>
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
      </Rail>
    </div>
  );
}

const none: string[] = [];

/** As wide as the video can be, so that something of its title stays in view below it. */
const frame =
  "flex flex-col gap-6 beside:grid beside:grid-cols-[minmax(0,calc((100dvh-var(--header-height)-9rem)*16/9))_clamp(25rem,27vw,30rem)] beside:justify-center";
/** Where the video stays. What scrolls away below it is hidden by its ground. */
const stage =
  "mx-auto w-full min-w-0 max-w-[calc((100dvh-var(--header-height)-1rem)*16/9)] bg-background upright:sticky upright:top-(--header-height) upright:z-20 upright:-mx-4 upright:-mt-6 upright:w-auto upright:[--player-radius:0px] sm:upright:-mx-6 sm:upright:-mt-8 beside:sticky beside:top-[calc(var(--header-height)+1.25rem)] beside:z-10 beside:max-w-none beside:shadow-[0_-1.25rem_0_var(--background)]";
