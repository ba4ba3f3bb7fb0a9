"use client";
import { createContext, useContext } from "react";

/** What the times in a text are about, and what a press on one does. */
export type VideoTimes = {
  /** The video; null where the reader may not watch it, or there is none. */
  videoId: string | null;
  durationSeconds: number | null;
  /** Goes to a second in the player of this page; null where there is none. */
  seek: ((seconds: number) => void) | null;
  /** The second on screen; null where there is no player. */
  now: (() => number | null) | null;
};

const none: VideoTimes = { videoId: null, durationSeconds: null, seek: null, now: null };
const Times = createContext(none);

/** Around the texts of people that are about a video. */
export const VideoTimesProvider = Times.Provider;
export const useVideoTimes = (): VideoTimes => useContext(Times);
