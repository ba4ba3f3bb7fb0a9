import { open } from "node:fs/promises";
import { probeByFfmpeg } from "./ffmpeg";
import { type FileReading, readFile, readingTimeoutMs } from "./read-file";
import { type Container, type Probed, sniff, sniffBytes, whyNoVideo } from "./sniff";
import {
  endMissing,
  maxPixels,
  maxSeconds,
  maxSide,
  positiveOrNull,
  soundOnly,
  tooLarge,
  tooLong,
  UnplayableVideo,
  unreadable,
} from "./unplayable";

/**
 * Looks into the file at `path`, in child processes alone (decision 0017). Mediabunny first: it tells the profiles that decide what browsers
 * play, and says the same with and without ffmpeg. ffprobe for what that does not know.
 * @throws UnplayableVideo when there is no video in it that can be prepared; the signal's reason
 */
export async function probe(path: string, signal: AbortSignal, timeoutMs = readingTimeoutMs): Promise<Probed> {
  const first = await firstBytes(path);
  const container = sniff(first);
  if (!container) throw new UnplayableVideo(whyNoVideo(first));
  const reading = await readFile(path, container, signal, timeoutMs);
  if (reading?.found === "no packet") throw new UnplayableVideo(endMissing);
  const found = reading?.found === "video" ? fromReading(reading, container) : await probeByFfmpeg(path, container, signal);
  if (found === "sound" || (!found && reading?.found === "sound")) throw new UnplayableVideo(soundOnly);
  if (!found || found.width === 0 || found.height === 0) throw new UnplayableVideo(unreadable);
  if (found.width > maxSide || found.height > maxSide || found.width * found.height > maxPixels)
    throw new UnplayableVideo(tooLarge(found.width, found.height));
  if (found.duration > maxSeconds) throw new UnplayableVideo(tooLong(found.duration));
  return found;
}

/** Two lengths that are the same but for rounding and a last picture that stands a little longer. In seconds. */
export const isAbout = (one: number, other: number) => Math.abs(one - other) <= 2 + Math.max(one, other) / 20;

/** @throws UnplayableVideo when what the file says it holds is not all there */
function fromReading(reading: Extract<FileReading, { found: "video" }>, container: Container): Probed {
  const { type, video, videoDetail, audio, width, height, claimed, end, hasIndex } = reading;
  if (end === null) throw new UnplayableVideo(endMissing);
  const saysItsLength = claimed !== null && claimed > 0;
  // An MP4's packets are listed in its index, and the last of them was read. In a Matroska file they end where the file does.
  if (container === "matroska" && saysItsLength && claimed > end && !isAbout(claimed, end)) throw new UnplayableVideo(endMissing);
  return {
    container,
    type,
    video,
    videoDetail,
    audio,
    width: positiveOrNull(width),
    height: positiveOrNull(height),
    duration: positiveOrNull(end),
    startsFast: hasIndex && saysItsLength && isAbout(claimed, end),
  };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(sniffBytes), 0, sniffBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
