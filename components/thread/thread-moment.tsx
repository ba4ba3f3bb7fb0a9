"use client";
import { Play } from "lucide-react";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { Player } from "../player/player";
import type { PlayerHandle, PlayerMedia } from "../player/player-props";
import { Still } from "../player/still";
import { formatMoment, momentChip, spokenMoment } from "../ui/moment";
import type { VideoTimes } from "../ui/video-times";

/** A video for the player; null where the reader may no longer watch it. */
export type Watchable = { id: string; title: string; durationSeconds: number | null; media: PlayerMedia };

/** Where the player of a discussion is: not opened yet, or opened at a second, by the button, a time in a message, or a link. */
type Opened = { at: number; by: "button" | "time" | "link" } | null;

/**
 * The player of a discussion, for what stands beside it and for the times in its messages.
 * @param startAt the second of the address, at which it is opened and does not play; not a video of another server, which waits for a press
 */
export function useMoment(
  thread: { video_id: string | null; video_timestamp_seconds: number | null },
  video: Watchable | null,
  startAt: number | null,
) {
  const [opened, setOpened] = useState<Opened>(startAt === null || !video?.media.still ? null : { at: startAt, by: "link" });
  const player = useRef<PlayerHandle>(null);
  const hasPlayer = video !== null && thread.video_timestamp_seconds !== null;
  const show = (seconds: number) => {
    if (player.current) player.current.seek(seconds);
    else if (video?.media.still) setOpened({ at: seconds, by: "link" });
  };
  const times = useMemo<VideoTimes>(
    () => ({
      videoId: video === null ? null : thread.video_id,
      durationSeconds: video?.durationSeconds ?? null,
      seek: hasPlayer
        ? (seconds) => {
            if (player.current) player.current.seek(seconds, { play: true, reveal: true });
            else setOpened({ at: seconds, by: "time" });
          }
        : null,
      now: hasPlayer ? () => player.current?.now() ?? thread.video_timestamp_seconds : null,
    }),
    [video, hasPlayer, thread.video_id, thread.video_timestamp_seconds],
  );
  return { player, opened, open: (at: number) => setOpened({ at, by: "button" }), show, times };
}

type Props = {
  video: Watchable;
  seconds: number;
  player: RefObject<PlayerHandle | null>;
  opened: Opened;
  onOpen: (seconds: number) => void;
};

/** The moment of the question. Loads the player on demand, and plays from that second in place. */
export function ThreadMoment({ video, seconds, player, opened, onOpen }: Props) {
  const place = useRef<HTMLDivElement>(null);
  // The button with the focus is gone, and the player is higher. It is scrolled to rest above the pinned composer.
  useEffect(() => {
    if (opened === null || opened.by === "link") return;
    if (opened.by === "button") place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: "nearest" });
  }, [opened]);
  if (opened === null) return <Poster {...{ video, seconds }} onOpen={() => onOpen(seconds)} />;
  return (
    // As wide as its height fits between the header and the composer, or on a low screen as the screen.
    <div ref={place} tabIndex={-1} className="grid w-full max-w-[150dvh] gap-2 outline-none tall:max-w-[85dvh]">
      <Player
        handle={player}
        videoId={video.id}
        title={video.title}
        media={video.media}
        durationSeconds={video.durationSeconds}
        startAt={opened.at}
        autoPlay={opened.by !== "link"}
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

/** Before it plays: a row, or beside the conversation a picture as large as the player. It shows the second of the question. */
function Poster({ video, seconds, onOpen }: Pick<Props, "video" | "seconds"> & { onOpen: () => void }) {
  return (
    <button
      type="button"
      data-printed=""
      onClick={onOpen}
      className="group flex w-full items-center gap-3 overflow-hidden rounded-lg border bg-card text-start hover:border-accent-strong beside:grid beside:gap-0"
    >
      <span className="poster relative aspect-video w-32 shrink-0 overflow-hidden bg-black sm:w-40 beside:w-full">
        {/* it needs the session's cookie, which the optimiser does not send */}
        {video.media.poster && (
          <img
            src={`/api/videos/${video.id}/poster`}
            alt=""
            loading="lazy"
            className="absolute inset-0 size-full object-cover opacity-70 print:opacity-100"
          />
        )}
        <Still videoId={video.id} media={video.media} durationSeconds={video.durationSeconds} seconds={seconds} />
        {/* In the corner, where it covers nothing that is read. */}
        <span className="absolute start-1.5 bottom-1.5 grid size-7 place-items-center rounded-full bg-white/90 text-black shadow-md beside:start-3 beside:bottom-3 beside:size-11 print:hidden">
          <Play className="size-3.5 translate-x-px fill-current beside:size-5" aria-hidden="true" />
        </span>
      </span>
      <span className="min-w-0 py-2 pe-3 beside:px-3">
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
