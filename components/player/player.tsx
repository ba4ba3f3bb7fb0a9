"use client";
import { type ReactNode, type Ref, useEffect, useState } from "react";
import type { CaptionTrack } from "#lib/contract/videos";
import { Button } from "../ui/button";
import { lazyPart } from "../ui/lazy-part";
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

const PlayerChrome = lazyPart<PlayerProps>(() => import("./player-chrome"));

/** The video player. Its parts are fetched when it is shown; until then the poster stands in its place, at its size. */
export function Player(props: PlayerProps) {
  const [inBrowser, setInBrowser] = useState(false);
  useEffect(() => setInBrowser(true), []);
  const waiting = (
    <Placeholder videoId={props.videoId} poster={props.media.poster}>
      <span className="sr-only" role="status">
        Loading the player
      </span>
    </Placeholder>
  );
  const failed = (retry: () => void) => (
    <Placeholder videoId={props.videoId} poster={false}>
      <div role="alert" className="grid size-full content-center justify-items-center gap-3 p-4 text-center text-sm text-white">
        Couldn’t load the player. Check your connection.
        <Button type="button" size="sm" onClick={retry}>
          Try again
        </Button>
      </div>
    </Placeholder>
  );
  return (
    <div className="relative aspect-video w-full rounded-lg">
      {inBrowser ? <PlayerChrome waiting={waiting} failed={failed} props={props} /> : waiting}
    </div>
  );
}

function Placeholder({ videoId, poster, children }: { videoId: string; poster: boolean; children: ReactNode }) {
  return (
    <div className="absolute inset-0 overflow-hidden rounded-[inherit] bg-black">
      {/* it needs the session's cookie, which the optimiser does not send */}
      {poster && <img src={`/api/videos/${videoId}/poster`} alt="" className="size-full object-contain" fetchPriority="high" />}
      {children}
    </div>
  );
}
