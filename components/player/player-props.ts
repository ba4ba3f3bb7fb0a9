import type { ReactNode, Ref } from "react";
import type { CaptionTrack } from "#lib/contract/videos.ts";
import type { Marker } from "./markers";

/** What a key does to the player. */
export type PlayerKey = "toggle" | "back-5" | "back-10" | "forward-5" | "forward-10" | "mute" | "full-screen" | "captions";

/** What others on the page may ask of the player. */
export type PlayerHandle = {
  /** The second that is on screen; null while nothing can be played. */
  now: () => number | null;
  /** Goes to a second; `play` starts it there, `reveal` brings the player into view. */
  seek: (seconds: number, options?: { play?: boolean; reveal?: boolean }) => void;
  press: (key: PlayerKey) => void;
  play: () => void;
  /** @returns whether it was playing */
  pause: () => boolean;
};

/** What stands beside the video. */
export type PlayerMedia = {
  captions: CaptionTrack[];
  poster: boolean;
  /** Whether its file is with us, so that to show a second of it asks nobody else. */
  still?: boolean;
  /** Another one for another file of the same video, so that a browser does not mix them. */
  version?: string;
};

/** The address of a part of a video, which is another one for another file. */
export const mediaUrl = ({ videoId, media }: Pick<PlayerProps, "videoId" | "media">, part: "stream" | "poster"): string =>
  `/api/videos/${videoId}/${part}${media.version ? `?v=${media.version}` : ""}`;

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
  /** Called by the button to ask, which is there only with this. */
  onAsk?: (() => void) | undefined;
  /** The page takes the keys, wherever the focus is. */
  pageKeys?: boolean;
  /** Shown over the picture, above the controls. */
  overlay?: ReactNode;
  /** Shows the overlay also while nobody moves the pointer. */
  overlayStays?: boolean;
};
