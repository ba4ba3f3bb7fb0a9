"use client";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { CaptionTrack } from "#lib/contract/videos.ts";
import { Player } from "../player/player";
import type { PlayerHandle } from "../player/player-props";
import { Button } from "../ui/button";
import { formatMoment } from "../ui/moment";

/** What the player needs of the videos that questions wait about, by the id of the video. */
export type QueueMedia = Readonly<Record<string, { durationSeconds: number | null; captions: CaptionTrack[]; poster: boolean }>>;

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
          Close the video
        </Button>
      </div>
    </div>
  );
}
