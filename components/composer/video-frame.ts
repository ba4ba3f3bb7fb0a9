import { drawn } from "#lib/client/uploads/send-picture.ts";
import { formatMoment } from "../ui/moment";

export type Frame = { file: Blob; seconds: number; alt: string };

/** `HTMLMediaElement.HAVE_CURRENT_DATA`: from here on there is a frame to draw. */
const haveCurrentDataState = 2;

/** The player of this page. The pictures of single seconds are none. */
const playing = () => document.querySelector<HTMLVideoElement>("video:not([data-still])");

/** The second on screen; null while there is no frame. */
export function frameSecond(): number | null {
  const video = playing();
  return video && video.readyState >= haveCurrentDataState && video.videoWidth > 0 ? Math.floor(video.currentTime) : null;
}

/** The frame that the video of this page shows. @throws Error with a sentence when there is none, or it may not be read */
export async function frameOnScreen(): Promise<Frame> {
  const video = playing();
  const seconds = frameSecond();
  if (!video || seconds === null) throw new Error("There’s no frame yet. Play the video first.");
  const file = await drawn(video, video.videoWidth, video.videoHeight).catch(() => null);
  // A video that another server sends may be shown, and not read.
  if (!file) throw new Error("The frames of this video can’t be read here: take a screenshot and paste it.");
  return { file, seconds, alt: `Frame at ${formatMoment(seconds)}` };
}
