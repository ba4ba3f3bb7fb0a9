import { drawn } from "#lib/client/uploads/send-picture.ts";
import { formatMoment } from "../ui/moment";

export type Frame = { file: Blob; seconds: number; alt: string };

/** `HTMLMediaElement`: the size and the length are known, and there is a frame to draw. */
const haveMetadataState = 1;
const haveCurrentDataState = 2;

/** How long a frame may take to come (ms). */
const waitMs = 3000;

/** The player of this page. The pictures of single seconds are none. */
const playing = () => document.querySelector<HTMLVideoElement>("video:not([data-still])");

/** Waits until this happens to the video, for a while. */
async function happens(video: HTMLVideoElement, type: "loadedmetadata" | "seeked"): Promise<void> {
  const waited = new AbortController();
  const event = new Promise<void>((resolve) => video.addEventListener(type, () => resolve(), { once: true, signal: waited.signal }));
  await Promise.race([event, new Promise((resolve) => setTimeout(resolve, waitMs))]);
  waited.abort();
}

/**
 * Has the frame of the present second decoded. A video that was never played may have none yet, for its poster stands in its place, and
 * would be drawn as nothing.
 */
async function decode(video: HTMLVideoElement): Promise<void> {
  if (!video.paused) return;
  if (video.readyState < haveMetadataState) await happens(video, "loadedmetadata");
  // It does not come at all.
  if (video.readyState < haveMetadataState) return;
  const { currentTime } = video;
  const sought = happens(video, "seeked");
  video.currentTime = currentTime;
  await sought;
}

/** The frame that the video of this page shows. @throws Error with a sentence when there is none, or it may not be read */
export async function frameOnScreen(): Promise<Frame> {
  const video = playing();
  if (video) await decode(video);
  if (!video || video.readyState < haveCurrentDataState || video.videoWidth === 0)
    throw new Error("There’s no frame yet. Play the lecture first.");
  const seconds = Math.floor(video.currentTime);
  const file = await drawn(video, video.videoWidth, video.videoHeight).catch(() => null);
  // A video that another server sends may be shown, and not read.
  if (!file) throw new Error("We can’t read frames of this lecture here. Take a screenshot and paste it instead.");
  return { file, seconds, alt: `Frame at ${formatMoment(seconds)}` };
}
