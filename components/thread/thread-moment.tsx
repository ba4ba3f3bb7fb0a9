"use client";
import { Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { Player } from "../player/player";
import type { PlayerHandle, PlayerMedia } from "../player/player-props";
import { formatMoment, momentChip, spokenMoment } from "../ui/moment";

/** A video for the player; null where the reader may no longer watch it. */
export type Watchable = { id: string; title: string; durationSeconds: number | null; media: PlayerMedia };

/** The moment of the question. Loads the player on demand, and plays from that second in place. */
export function ThreadMoment({ video, seconds }: { video: Watchable; seconds: number }) {
  const [open, setOpen] = useState(false);
  const player = useRef<PlayerHandle>(null);
  const place = useRef<HTMLDivElement>(null);
  // The button with the focus is gone, and the player is higher. It is scrolled to rest above the pinned composer.
  useEffect(() => {
    if (!open) return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  if (open) {
    return (
      // As wide as its height fits between the header and the composer, or on a low screen as the screen.
      <div ref={place} tabIndex={-1} className="grid w-full max-w-[150dvh] gap-2 outline-none tall:max-w-[85dvh]">
        <Player
          handle={player}
          videoId={video.id}
          title={video.title}
          media={video.media}
          durationSeconds={video.durationSeconds}
          startAt={seconds}
          autoPlay
        />
        <div className="flex flex-wrap gap-2 text-sm">
          <button
            type="button"
            className={`${momentChip} hover:underline h-8 px-3`}
            onClick={() => player.current?.seek(seconds, { play: true, reveal: true })}
          >
            Replay from {formatMoment(seconds)}
          </button>
        </div>
      </div>
    );
  }
  return (
    <button
      type="button"
      data-printed=""
      onClick={() => setOpen(true)}
      className="group flex w-full items-center gap-3 overflow-hidden rounded-lg border bg-card text-start hover:border-accent-strong"
    >
      <span className="relative grid aspect-video w-32 shrink-0 place-items-center overflow-hidden bg-black sm:w-40">
        {/* it needs the session's cookie, which the optimiser does not send */}
        {video.media.poster && (
          <img
            src={`/api/videos/${video.id}/poster`}
            alt=""
            loading="lazy"
            className="absolute inset-0 size-full object-cover opacity-70 print:opacity-100"
          />
        )}
        <span className="relative grid size-10 place-items-center rounded-full bg-white/90 print:hidden text-black">
          <Play className="size-4 translate-x-px fill-current" aria-hidden="true" />
        </span>
      </span>
      <span className="min-w-0 py-2 pe-3">
        <span className="block font-medium">
          Watch from{" "}
          <span aria-hidden="true" className="tabular-nums">
            {formatMoment(seconds)}
          </span>
          <span className="sr-only">{spokenMoment(seconds)}</span>
        </span>
        <span className="block truncate text-muted-foreground text-sm">
          <Name>{video.title}</Name>
        </span>
      </span>
    </button>
  );
}
