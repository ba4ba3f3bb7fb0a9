"use client";
import { lazy, type Ref, Suspense, useEffect, useState } from "react";
import type { CaptionTrack } from "#lib/contract/videos";
import type { Marker } from "./markers";

/** What others on the page may ask of the player. */
export type PlayerHandle = {
  /** The second that is on screen; null while nothing can be played. */
  now: () => number | null;
  /** Goes to a second and brings the player into view; `play` starts it there. */
  seek: (seconds: number, options?: { play?: boolean }) => void;
};

/** What stands beside the video. */
export type PlayerMedia = { captions: CaptionTrack[]; poster: boolean };

export type PlayerProps = {
  handle: Ref<PlayerHandle>;
  videoId: string;
  title: string;
  media: PlayerMedia;
  durationSeconds: number | null;
  startAt?: number | null;
  autoPlay?: boolean;
  markers?: Marker[];
  onMarker?: (marker: Marker) => void;
  /** Called while it plays, and when it stops; `seconds` whole. */
  onPlace?: (seconds: number, playing: boolean) => void;
  /** Shown over the picture, above the controls. */
  overlay?: React.ReactNode;
};

const PlayerChrome = lazy(() => import("./player-chrome"));

/** The video player. Its parts are fetched when it is shown; until then the poster stands in its place, at its size. */
export function Player(props: PlayerProps) {
  const [inBrowser, setInBrowser] = useState(false);
  useEffect(() => setInBrowser(true), []);
  const place = <Placeholder videoId={props.videoId} poster={props.media.poster} />;
  return (
    <div className="relative aspect-video w-full rounded-lg">
      {inBrowser ? (
        <Suspense fallback={place}>
          <PlayerChrome {...props} />
        </Suspense>
      ) : (
        place
      )}
    </div>
  );
}

function Placeholder({ videoId, poster }: { videoId: string; poster: boolean }) {
  return (
    <div className="absolute inset-0 overflow-hidden rounded-[inherit] bg-black">
      {/* it needs the session's cookie, which the optimiser does not send */}
      {poster && <img src={`/api/videos/${videoId}/poster`} alt="" className="size-full object-contain" fetchPriority="high" />}
      <span className="sr-only" role="status">
        Loading the player
      </span>
    </div>
  );
}
