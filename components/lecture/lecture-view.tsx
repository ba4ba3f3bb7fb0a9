"use client";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { jitteredDelay } from "#lib/client/backoff.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Posting } from "../ask/ask-draft";
import { AskPanel } from "../ask/ask-panel";
import { useCourseChanged } from "../live/use-course-changed";
import { usePageRefresh } from "../live/use-page-refresh";
import type { PlayerHandle } from "../player/player-props";
import { createPlayhead, type Playhead } from "../player/playhead";
import { useNearby } from "../player/use-nearby";
import { BlockedNote, type BlockOf } from "../thread/blocked-note";
import type { Me } from "../thread/thread-view";
import { type VideoTimes, VideoTimesProvider } from "../ui/video-times";
import { About } from "./about";
import type { Reader } from "./card-thread";
import { type ClassThreads, useClassThreads } from "./class-threads";
import { LectureKeys } from "./lecture-keys";
import { PictureAsk } from "./picture-ask";
import { Rail } from "./rail";
import { type LectureVideo, Stage } from "./stage";
import { useAskingPlace } from "./use-asking-place";
import { useMarkers, useSecondInAddress, useSelectedMarker } from "./use-markers";
import { useOpenCard } from "./use-open-card";
import { usePlaybackPosition } from "./use-playback-position";
import { useVideoThreads, type VideoThreads } from "./video-threads";

type Props = {
  me: Me & { /** Whether they learn in this course, and neither teach it nor look on. */ isStudent: boolean };
  video: LectureVideo;
  /** Instead of the player while the video can't be played. */
  instead: ReactNode;
  course: { id: string; title: string; lecturerId: string; archived: boolean };
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
  /** The question in the address, to be opened beside the video. */
  openAt: string | null;
  /** That question, when it is further back than the lists begin. */
  asked: Thread | null;
};

/** A lecture: the video, and beside it the questions about its moments. */
export function LectureView({ me, video, instead, course, canAsk, posting, block, threads: initial, ofClass, ...at }: Props) {
  const { startAt, stoppedAt, openAt, asked } = at;
  const player = useRef<PlayerHandle>(null);
  const [playhead] = useState(() => createPlayhead(startAt ?? stoppedAt));
  const onPlace = usePlaybackPosition(video.id, player, me.isStudent);
  const rail = useRef<HTMLDivElement>(null);
  const list = useVideoThreads(video.id, initial, rail, isTheirs(asked, me.isStudent) ? asked : null);
  const { threads, moments, find } = list;
  const others = useClassThreads(me.isStudent ? course.id : null, video.id, ofClass, isTheirs(asked, me.isStudent) ? null : asked);
  const all = useMemo(() => [...threads, ...others.threads], [threads, others.threads]);
  const stage = useRef<HTMLDivElement>(null);
  const markers = useMarkers(moments, threads, all, video.durationSeconds ?? 0, useNearby(stage));
  // The course may be archived, or have another lecturer. So the server says again who may ask.
  const refresh = usePageRefresh();
  useCourseChanged(
    ({ courseId, videoId, replaced }) =>
      (videoId === undefined ? courseId === course.id : replaced && videoId === video.id) && refresh(jitteredDelay()),
  );

  const seek = useCallback((seconds: number) => player.current?.seek(seconds), []);
  const times = useMemo<VideoTimes>(
    () => ({ videoId: video.id, durationSeconds: video.durationSeconds, seek, now: () => player.current?.now() ?? startAt }),
    [video.id, video.durationSeconds, seek, startAt],
  );
  useSecondInAddress(startAt, player);
  const marker = useSelectedMarker(all, find);
  const asking = useAskingPlace(player);
  // An empty form leaves its room to what is read.
  const cards = useOpenCard({ rail, player, threads: all, openAt, onOpen: () => asking.field.current?.fold() });
  const reader = useReader(me, course, posting, block);

  const canAskNow = canAsk && block === null;
  const ask = canAskNow && (
    <Ask
      {...{ me, video, course, posting, playhead, list, asking, seek }}
      // Before anything can be played it is the second for which the student came.
      now={() => player.current?.now() ?? startAt ?? stoppedAt}
    />
  );

  return (
    <div data-page="wide" data-stage={video.status === "ready" || undefined} className={frame}>
      {/* On an upright screen its parts stand in the frame, so that the video stays above all that follows. */}
      <div className="contents min-w-0 beside:block">
        {video.status === "ready" ? (
          <Stage
            key={video.media.version}
            {...{ stage, player, video, startAt, stoppedAt, playhead, markers, marker, seek, onPlace }}
            onOpen={cards.show}
            onAsk={canAskNow && posting.open ? asking.start : undefined}
            ask={asking.overPicture && ask && <PictureAsk onClose={asking.close}>{ask}</PictureAsk>}
            onMarker={(chosen) => {
              seek(chosen.seconds);
              void marker.select(chosen);
            }}
          />
        ) : (
          instead
        )}
        <About video={video} course={course} />
      </div>
      <VideoTimesProvider value={times}>
        <Rail
          {...{ list, others, all, playhead, canAsk, reader }}
          box={rail}
          isStudent={me.isStudent}
          selected={marker.selected?.ids ?? none}
          openId={cards.openId}
          onSeek={seek}
          onToggle={cards.toggle}
        >
          <CannotAsk {...{ canAsk, block }} isStudent={me.isStudent} />
          {!asking.overPicture && ask}
        </Rail>
      </VideoTimesProvider>
      <LectureKeys {...{ player, video }} onAsk={canAskNow ? asking.start : null} onClose={cards.close} />
    </div>
  );
}

const none: string[] = [];

/** Whether a question stands among the reader's own: for staff all do. */
const isTheirs = (thread: Thread | null, isStudent: boolean): boolean => thread !== null && (!isStudent || thread.mine);

type AskProps = Pick<Props, "me" | "video" | "course" | "posting"> & {
  playhead: Playhead;
  list: ReturnType<typeof useVideoThreads>;
  asking: ReturnType<typeof useAskingPlace>;
  now: () => number | null;
  seek: (seconds: number) => void;
};

/** The field for a question, wherever it is. */
function Ask({ me, video, course, posting, playhead, list, asking, now, seek }: AskProps) {
  return (
    <AskPanel
      {...{ posting, playhead, now }}
      userId={me.id}
      videoId={video.id}
      lecturerId={course.lecturerId}
      field={asking.field}
      onWriting={asking.onWriting}
      onSeek={seek}
      onAsked={(thread) => {
        list.add(thread);
        asking.sent();
      }}
      onStale={list.refetch}
      threads={list.threads}
    />
  );
}

/** Why a student can't ask here. */
function CannotAsk({ isStudent, canAsk, block }: { isStudent: boolean; canAsk: boolean; block: BlockOf | null }) {
  if (canAsk) return block && <BlockedNote block={block} />;
  if (!isStudent) return null;
  return (
    <p className="rounded-xl border bg-card p-4 text-muted-foreground text-sm">This course is archived, so you can’t ask new questions.</p>
  );
}

/** Who reads the discussions beside the video, and where. */
function useReader({ id, name, role }: Props["me"], course: Props["course"], posting: Posting, block: BlockOf | null): Reader {
  return useMemo(() => ({ me: { id, name, role }, course: { ...course, ...posting }, block }), [id, name, role, course, posting, block]);
}

/** As wide as the video can be, so that something of its title stays in view below it. The questions have the rest. */
const frame =
  "flex flex-col gap-6 beside:grid beside:grid-cols-[minmax(0,calc((100dvh-var(--header-height)-9rem)*16/9))_minmax(clamp(25rem,27vw,30rem),1fr)]";
