"use client";
import { Play, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Player } from "../player/player";
import type { PlayerHandle, PlayerMedia } from "../player/player-props";
import { Still } from "../player/still";
import { Button } from "../ui/button";
import { formatMoment } from "../ui/moment";

/** What the player needs of the videos that questions wait about, by the id of the video. */
export type QueueMedia = Readonly<Record<string, { durationSeconds: number | null } & PlayerMedia>>;

type Props = { videoId: string; title: string; seconds: number; media: QueueMedia; onClose: () => void };

/** The moment of a question, played in its row from that second on. */
export function RowMoment({ videoId, title, seconds, media, onClose }: Props) {
  const player = useRef<PlayerHandle>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const { durationSeconds, ...others } = media[videoId] ?? { durationSeconds: null, captions: [], poster: false };
  return (
    <div ref={place} className="mt-2 grid max-w-[min(32rem,80dvh)] gap-2 sm:ms-17">
      <Player handle={player} videoId={videoId} title={title} media={others} durationSeconds={durationSeconds} startAt={seconds} autoPlay />
      <div className="flex flex-wrap gap-2">
        <Button type="button" size="sm" variant="outline" onClick={() => player.current?.seek(seconds, { play: true })}>
          Replay from {formatMoment(seconds)}
        </Button>
        <Button type="button" size="sm" variant="ghost" onClick={onClose}>
          <X aria-hidden="true" />
          Close the player
        </Button>
      </div>
    </div>
  );
}

type StillProps = Pick<Props, "videoId" | "seconds" | "media"> & { onPlay: () => void };

/**
 * The picture at the moment of a question, while that is being answered. A press plays it, as the moment above does, which has the name.
 */
export function MomentStill({ videoId, seconds, media, onPlay }: StillProps) {
  const video = media[videoId];
  if (!video) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden="true"
      onClick={onPlay}
      className="relative aspect-video w-44 shrink-0 self-start bg-black [clip-path:inset(1px_round_0.5rem)] sm:ms-auto sm:mt-1.5 lg:w-56"
    >
      {/* it needs the session's cookie, which the optimiser does not send */}
      {video.poster && (
        <img src={`/api/videos/${videoId}/poster`} alt="" loading="lazy" className="absolute inset-0 size-full object-cover" />
      )}
      <Still videoId={videoId} media={video} durationSeconds={video.durationSeconds} seconds={seconds} />
      <span className="absolute start-1.5 bottom-1.5 grid size-8 place-items-center rounded-full bg-white/90 text-black shadow-md">
        <Play className="size-4 translate-x-px fill-current" aria-hidden="true" />
      </span>
    </button>
  );
}
