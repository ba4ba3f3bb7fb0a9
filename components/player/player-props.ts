import type { ReactNode, Ref } from "react";
import type { CaptionTrack } from "#lib/contract/videos.ts";
import type { Marker } from "./markers";

/** What others on the page may ask of the player. */
export type PlayerHandle = {
  /** The second that is on screen; null while nothing can be played. */
  now: () => number | null;
  /** Goes to a second; `play` starts it there, `reveal` brings the player into view. */
  seek: (seconds: number, options?: { play?: boolean; reveal?: boolean }) => void;
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
  /** Called with the whole second on screen, as often as that may have changed. */
  onTime?: (seconds: number) => void;
  /** Shown over the picture, above the controls. */
  overlay?: ReactNode;
};
