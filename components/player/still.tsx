"use client";
import { useEffect, useState } from "react";
import { cn } from "../ui/cn";
import { idle } from "../ui/on-demand";
import { mediaUrl, type PlayerMedia } from "./player-props";

type Props = {
  videoId: string;
  media: PlayerMedia;
  /** The length of the video; null while nobody knows it. */
  durationSeconds: number | null;
  seconds: number;
};

/**
 * The picture at a second, which the browser takes from the video itself (decision 0039). It comes when the page is at rest, fills what it
 * stands in, and covers what was there before it. Nothing is shown beyond the end, of a video that another server has, or to somebody who
 * saves data.
 */
export function Still({ videoId, media, durationSeconds, seconds }: Props) {
  const [isWanted, setWanted] = useState(false);
  const [isShown, setShown] = useState(false);
  const isThere = media.still === true && (durationSeconds === null || seconds < durationSeconds);
  useEffect(() => {
    let isHere = true;
    if (isThere && !savesData()) void idle().then(() => isHere && setWanted(true));
    return () => {
      isHere = false;
    };
  }, [isThere]);
  if (!isWanted) return null;
  return (
    <video
      data-still=""
      src={`${mediaUrl({ videoId, media }, "stream")}#t=${seconds}`}
      preload="metadata"
      muted
      playsInline
      disablePictureInPicture
      tabIndex={-1}
      aria-hidden="true"
      onLoadedMetadata={({ currentTarget }) => {
        currentTarget.currentTime = seconds;
      }}
      onSeeked={() => setShown(true)}
      className={cn("pointer-events-none absolute inset-0 size-full bg-black object-cover", !isShown && "opacity-0")}
    />
  );
}

const savesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData ?? false;
