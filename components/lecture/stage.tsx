import { type ReactNode, type RefObject, useState } from "react";
import type { Video } from "#lib/contract/courses.ts";
import type { Marker } from "../player/markers";
import { Player } from "../player/player";
import type { PlayerHandle, PlayerMedia } from "../player/player-props";
import type { Playhead } from "../player/playhead";
import { lazyPart } from "../ui/lazy-part";
import { inVideoOrder } from "./in-video-order";
import type { MarkerNoteProps } from "./marker-note";
import type { ResumeNoteProps } from "./resume-note";
import type { useSelectedMarker } from "./use-markers";

export type LectureVideo = Pick<Video, "id" | "title" | "description" | "status"> & {
  durationSeconds: number | null;
  media: PlayerMedia;
};

type Props = {
  stage: RefObject<HTMLDivElement | null>;
  player: RefObject<PlayerHandle | null>;
  video: LectureVideo;
  startAt: number | null;
  stoppedAt: number | null;
  playhead: Playhead;
  markers: Marker[];
  marker: ReturnType<typeof useSelectedMarker>;
  seek: (seconds: number) => void;
  onPlace: (seconds: number, playing: boolean) => void;
  onMarker: (marker: Marker) => void;
  /** Opens a question beside the video. @returns false when it has no card there */
  onOpen: (id: string) => boolean;
  onAsk: (() => void) | undefined;
  /** The field for a question, in full screen. */
  ask: ReactNode;
};

const MarkerNote = lazyPart<MarkerNoteProps>(() => import("./marker-note"));
const ResumeNote = lazyPart<ResumeNoteProps>(() => import("./resume-note"));
/** Nothing stands over the picture before the note is there: the video goes on, and the questions are beside it. */
const unseen = { waiting: null, failed: () => null };

/** The video, which stays in view, and what is said over it. */
export function Stage({
  stage,
  player,
  video,
  startAt,
  stoppedAt,
  playhead,
  markers,
  marker,
  seek,
  onPlace,
  onMarker,
  onOpen,
  onAsk,
  ask,
}: Props) {
  const [resumed, setResumed] = useState(startAt === null ? stoppedAt : null);
  const { selected, chosen, unselect } = marker;
  const isChosen = selected !== null && chosen !== null && chosen.length > 0;
  const restart = () => {
    setResumed(null);
    seek(0);
  };
  return (
    <div ref={stage} data-pinned="video" className={place}>
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
        onMarker={onMarker}
        onAsk={onAsk}
        pageKeys
        overlayStays={Boolean(ask)}
        overlay={
          ask ? (
            ask
          ) : isChosen ? (
            <MarkerNote
              key={selected.seconds}
              {...unseen}
              props={{ threads: inVideoOrder(chosen), total: selected.count, onOpen, onClose: unselect }}
            />
          ) : (
            resumed !== null && (
              <ResumeNote {...unseen} props={{ seconds: resumed, playhead, onRestart: restart, onClose: () => setResumed(null) }} />
            )
          )
        }
      />
    </div>
  );
}

/**
 * Where the video stays. What scrolls away below it is hidden by its ground. Where it does not stay, as on a phone on its side, all of it
 * fits below the header.
 */
const place =
  "-mt-4 mx-auto w-full min-w-0 max-w-[calc((100dvh-5.5rem)*16/9)] bg-background upright:sticky upright:top-(--header-height) upright:z-20 upright:-mx-4 upright:mt-0 upright:w-auto upright:max-w-none upright:px-[calc((100vw-var(--video-height)*16/9)/2)] upright:[--player-radius:0px] sm:upright:-mx-6 beside:sticky beside:top-[calc(var(--header-height)+1.25rem)] beside:z-10 beside:mt-0 beside:max-w-none beside:shadow-[0_-1.25rem_0_var(--background)]";
